-- grain: indicator of a title × base, for one area and period, as reported: its value and the verdict on the headline target of a year
-- unit: as mart_attainment
-- null: as mart_attainment; target columns = no headline target of that year applies; late_period = always, it belongs to mart_standing
with title_indicator as (
    select distinct indicator_id
    from mart_title_flow
),

chosen as (
    select a.*
    from mart_attainment as a
    semi join title_indicator using (indicator_id)
    where a.area_id = $area_id and a.period = $period and a.territory = 'as_reported' and a.group_id is null
    qualify row_number() over (
        partition by a.indicator_id, a.basis
        order by a.is_headline and a.target_year is not distinct from $target_year desc, a.target_id is null desc, a.target_year, a.target_id
    ) = 1
)

select c.*, i."group" as indicator_group, i.sort, i.name_vi, i.name_en, i.short_vi, i.short_en, i.numerator_vi, i.numerator_en,
    i.denominator_vi, i.denominator_en, i.unit, i.unit_noun_vi, i.unit_noun_en, i.counts_persons, i.decimals, i.accumulation,
    t.wording_vi, t.confidence as target_confidence, t.is_verified, t.scope_area_id, t.target_operator,
    d.number as document_number, d.date_issued as document_date, d.issuer_vi as document_issuer_vi, d.issuer_en as document_issuer_en,
    scope.name_vi as scope_name_vi, scope.name_en as scope_name_en, source.name_vi as source_name_vi, source.name_en as source_name_en,
    source.shipped_file is not null as is_published, null::varchar as late_period
from chosen as c
inner join dim_indicator as i using (indicator_id)
left join dim_target as t on t.target_id = c.target_id
left join dim_document as d on d.document_code = t.document_code
left join dim_area as scope on scope.area_id = t.scope_area_id
left join dim_source as source on source.source_id = c.source_id and c.value is not null
order by i.sort, c.basis = c.target_basis desc, c.basis
