-- grain: area_id × indicator_id × target_id, as reported, total only: the row that says where the area stands on the target now
-- unit: as mart_attainment; last_value in the indicator's unit
-- null: target_id = no target applies; last_* = the area has no earlier value; late_period = not attained after it was due
-- A target already due is judged on its due period, any other on the latest value, on the target's own basis where there is one.
-- An area that ended before a target fell due shows its last value, without a verdict.
with totals as (
    select a.*, p.as_of as release_as_of, coalesce(least(d.valid_to, i.ended_on) < a.due, false) as has_ended
    from mart_attainment as a
    inner join dim_area as d using (area_id)
    inner join dim_indicator as i using (indicator_id)
    cross join build_parameter as p
    where a.group_id is null and a.territory = 'as_reported'
),

standing as (
    select *
    from totals
    where due is null or due > release_as_of or period_end = due or has_ended
    qualify row_number() over (
        partition by area_id, indicator_id, target_id
        order by value is not null and (basis = target_basis or target_id is null) desc,
            basis = coalesce(target_basis, basis) and due <= release_as_of desc,
            value is not null desc, period_end desc, basis
    ) = 1
),

last_values as (
    select s.area_id, s.indicator_id, s.target_id,
        max_by(t.value, t.period_end) as last_value,
        max_by(t.period, t.period_end) as last_period,
        max_by(t.basis, t.period_end) as last_basis
    from standing as s
    inner join totals as t on t.area_id = s.area_id and t.indicator_id = s.indicator_id and t.period_end < s.period_end
    where t.value is not null
    group by all
),

late as (
    select s.area_id, s.indicator_id, s.target_id, min_by(t.period, t.period_end) as late_period
    from standing as s
    inner join totals as t on t.area_id = s.area_id and t.indicator_id = s.indicator_id and t.basis = s.basis
    where s.due <= s.release_as_of and t.period_end > s.due and t.lo * s.direction >= s.target_value * s.direction
    group by all
)

select s.* exclude (release_as_of, has_ended), l.last_value, l.last_period, l.last_basis, late.late_period
from standing as s
left join last_values as l
    on l.area_id = s.area_id and l.indicator_id = s.indicator_id and l.target_id is not distinct from s.target_id
left join late
    on late.area_id = s.area_id and late.indicator_id = s.indicator_id and late.target_id is not distinct from s.target_id
order by s.area_id, s.indicator_id, s.target_id
