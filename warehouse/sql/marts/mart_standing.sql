-- grain: area_id × indicator_id × target_id, as reported, total only: the row that says where the area stands on the target now
-- unit: as mart_attainment; last_value in the indicator's unit
-- null: target_id = no target applies; last_* = the area has no earlier value; late_period = not attained after it was due
-- A target already due is judged on its due period, any other on the latest value, on the target's own basis where there is one.
-- An area that ended before a target fell due shows its last value, without a verdict.
with totals as materialized (
    select a.area_id, a.indicator_id, a.target_id, a.period, a.period_end, a.basis, a.value, a.lo, a.direction, a.due, a.target_value, a.target_basis,
        p.as_of as release_as_of, coalesce(least(d.valid_to, i.ended_on) < a.due, false) as has_ended
    from mart_attainment as a
    inner join dim_area as d using (area_id)
    inner join dim_indicator as i using (indicator_id)
    inner join part_area as b using (area_id)
    cross join build_parameter as p
    semi join in_work as w on w.indicator_id = a.indicator_id and w.province_area_id = b.province_area_id
    where a.group_id is null and a.territory = 'as_reported'
),

standing as materialized (
    select *
    from totals
    where due is null or due > release_as_of or period_end = due or has_ended
    qualify row_number() over (
        partition by area_id, indicator_id, target_id
        order by value is not null and (basis = target_basis or target_id is null) desc,
            basis = coalesce(target_basis, basis) and due <= release_as_of desc,
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
    where s.due <= s.release_as_of and t.period_end > s.due and t.lo * s.direction >= s.target_value * s.direction
    group by all
)

select a.*, l.last_value, l.last_period, l.last_basis, late.late_period
from mart_attainment as a
inner join standing as s
    on s.area_id = a.area_id and s.indicator_id = a.indicator_id and s.target_id is not distinct from a.target_id and s.period = a.period
    and s.basis = a.basis
left join last_values as l
    on l.area_id = a.area_id and l.indicator_id = a.indicator_id and l.target_id is not distinct from a.target_id
left join late
    on late.area_id = a.area_id and late.indicator_id = a.indicator_id and late.target_id is not distinct from a.target_id
where a.group_id is null and a.territory = 'as_reported'
order by a.area_id, a.indicator_id, a.target_id
