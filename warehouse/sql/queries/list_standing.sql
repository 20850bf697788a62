-- grain: one area × indicator × target: where the area stands now, with the words a card needs
-- unit: as mart_standing
-- null: as mart_standing; document_* = no target; source_name_* = no cell, as for what nobody reported
with standing as (
    select * from mart_standing where area_id = $area_id
),

near as (
    select area_id, area_id = $area_id as is_own
    from dim_area
    where area_id = $area_id or $area_id in (parent_area_id, province_area_id)
),

origins as (
    select p.indicator_id, p.period, n.is_own, min(p.source_id) as source_id
    from mart_provenance as p
    inner join near as n using (area_id)
    where p.indicator_id in (select indicator_id from standing) and p.period in (select period from standing)
    group by all
)

select s.*, i."group" as indicator_group, i.sort, i.name_vi, i.name_en, i.numerator_vi, i.numerator_en, i.denominator_vi, i.denominator_en,
    i.unit, i.unit_noun_vi, i.unit_noun_en, i.counts_persons, i.decimals, i.accumulation,
    t.wording_vi, t.confidence as target_confidence, t.is_verified, t.scope_area_id, t.target_operator,
    d.number as document_number, d.date_issued as document_date, d.issuer as document_issuer,
    scope.name_vi as scope_name_vi, scope.name_en as scope_name_en,
    source.name_vi as source_name_vi, source.name_en as source_name_en
from standing as s
inner join dim_indicator as i using (indicator_id)
left join dim_target as t on t.target_id = s.target_id
left join dim_document as d on d.document_code = t.document_code
left join dim_area as scope on scope.area_id = t.scope_area_id
left join origins as o on o.indicator_id = s.indicator_id and o.period = s.period and o.is_own = s.is_reported and s.value is not null
left join dim_source as source on source.source_id = o.source_id
order by i.sort, s.target_year nulls last, s.is_headline desc, s.target_id
