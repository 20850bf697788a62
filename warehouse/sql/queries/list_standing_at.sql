-- grain: one area × indicator × target: where the area stood at the end of a day, with the words a card needs
-- unit: as mart_standing
-- null: as list_standing; last_*, late_period = nothing of the kind until that day
-- The row of a target is chosen as in mart_standing, among the periods ended by $day: at the release's own day the rows are those of list_standing.
with totals as materialized (
    select a.area_id, a.indicator_id, a.target_id, a.period, a.period_end, a.basis, a.value, a.lo, a.direction, a.due, a.target_value, a.target_basis,
        cast($day as date) as day, coalesce(least(d.valid_to, i.ended_on) < a.due, false) as has_ended
    from mart_attainment as a
    inner join dim_area as d using (area_id)
    inner join dim_indicator as i using (indicator_id)
    where a.area_id = $area_id and a.group_id is null and a.territory = 'as_reported' and a.period_end <= cast($day as date)
),

standing as materialized (
    select *
    from totals
    where due is null or due > day or period_end = due or has_ended
    qualify row_number() over (
        partition by area_id, indicator_id, target_id
        order by value is not null and (basis = target_basis or target_id is null) desc,
            basis = coalesce(target_basis, basis) and due <= day desc,
            value is not null desc, period_end desc, basis, length(period), period
    ) = 1
),

known as (
    select distinct area_id, indicator_id, period, period_end, basis, value
    from totals
    where value is not null
),

last_values as ( -- of the same day that on the same basis, of the same basis that of the longer period
    select s.area_id, s.indicator_id, s.target_id, k.value as last_value, k.period as last_period, k.basis as last_basis
    from standing as s
    inner join known as k on k.area_id = s.area_id and k.indicator_id = s.indicator_id and k.period_end < s.period_end
    qualify row_number() over (
        partition by s.area_id, s.indicator_id, s.target_id order by k.period_end desc, k.basis = s.basis desc, k.basis, length(k.period), k.period
    ) = 1
),

late as (
    select s.area_id, s.indicator_id, s.target_id, min_by(t.period, (t.period_end, length(t.period), t.period)) as late_period
    from standing as s
    inner join totals as t on t.area_id = s.area_id and t.indicator_id = s.indicator_id and t.basis = s.basis
    where s.due <= s.day and t.period_end > s.due and t.lo * s.direction >= s.target_value * s.direction
    group by all
),

final as (
    select a.*, l.last_value, l.last_period, l.last_basis, late.late_period
    from mart_attainment as a
    inner join standing as s
        on s.area_id = a.area_id and s.indicator_id = a.indicator_id and s.target_id is not distinct from a.target_id and s.period = a.period
        and s.basis = a.basis
    left join last_values as l
        on l.area_id = a.area_id and l.indicator_id = a.indicator_id and l.target_id is not distinct from a.target_id
    left join late
        on late.area_id = a.area_id and late.indicator_id = a.indicator_id and late.target_id is not distinct from a.target_id
    where a.area_id = $area_id and a.group_id is null and a.territory = 'as_reported'
)

select s.*, i."group" as indicator_group, i.sort, i.name_vi, i.name_en, i.short_vi, i.short_en, i.numerator_vi, i.numerator_en, i.denominator_vi, i.denominator_en,
    i.unit, i.unit_noun_vi, i.unit_noun_en, i.counts_persons, i.decimals, i.accumulation,
    t.wording_vi, t.confidence as target_confidence, t.is_verified, t.scope_area_id, t.target_operator,
    d.number as document_number, d.date_issued as document_date, d.issuer_vi as document_issuer_vi, d.issuer_en as document_issuer_en,
    scope.name_vi as scope_name_vi, scope.name_en as scope_name_en,
    source.name_vi as source_name_vi, source.name_en as source_name_en, source.shipped_file is not null as is_published
from final as s
inner join dim_indicator as i using (indicator_id)
left join dim_target as t on t.target_id = s.target_id
left join dim_document as d on d.document_code = t.document_code
left join dim_area as scope on scope.area_id = t.scope_area_id
left join dim_source as source on source.source_id = s.source_id and s.value is not null
order by i.sort, s.target_year nulls last, s.is_headline desc, s.target_id
