-- grain: one area × indicator × basis: its latest published figure, never a simulated one and never a sum of reports
-- unit: value in the indicator's unit
-- null: denominator, numerator = not published; source_url, credibility = the source has none
with latest as (
    select distinct on (a.indicator_id, a.basis)
        a.area_id, a.indicator_id, a.basis, a.period, a.period_end, a.as_of, a.numerator, a.denominator, a.value, a.lo, a.hi, a.qualifier,
        a.direction, a.report_status, a.is_reported, a.is_simulated, a.completeness, a.reporter_count, a.expected_count
    from mart_attainment as a
    where a.territory = 'as_reported' and a.area_id = $area_id and a.group_id is null and a.is_reported and not a.is_simulated and a.value is not null
    order by a.indicator_id, a.basis, a.period_end desc
),

cells as (
    select p.area_id, p.indicator_id, p.period, p.basis, any_value(p.file_name) as file_name, any_value(p.sha256) as sha256,
        any_value(p.sheet) as sheet, string_agg(distinct p.cell, ', ' order by p.cell) as cells, any_value(p.source_url) as source_url,
        any_value(p.credibility) as credibility, any_value(p.source_id) as source_id
    from mart_provenance as p
    semi join latest using (area_id, indicator_id, period, basis)
    where p.group_id is null
    group by all
)

select l.*, i."group" as indicator_group, i.sort, i.name_vi, i.name_en, i.numerator_vi, i.numerator_en, i.denominator_vi, i.denominator_en,
    i.unit, i.unit_noun_vi, i.unit_noun_en, i.decimals, i.target_basis as indicator_basis,
    c.file_name, c.sha256, c.sheet, c.cells, c.source_url, c.credibility, s.name_vi as source_name_vi, s.name_en as source_name_en
from latest as l
inner join dim_indicator as i using (indicator_id)
left join cells as c using (area_id, indicator_id, period, basis)
left join dim_source as s using (source_id)
order by i.sort, l.basis
