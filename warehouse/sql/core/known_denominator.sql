-- grain: reporting unit × indicator × group × basis × period for which its denominator is known
-- unit: denominator in the indicator's unit noun
-- null: none
-- The denominators of a current unit before it existed are carried over from its former units (METHODS 9, 10).
-- Of two periods that end on one day the longer, which has the shorter code, is the one known.
with known as (
    select area_id, indicator_id, group_id, basis, period_end, arg_min(denominator, (length(period), period)) as denominator
    from unit_observation
    where has_reported
    group by all
)

select area_id, indicator_id, group_id, basis, period_end, denominator::double as denominator
from known

union all

select
    c.new_area_id as area_id,
    o.indicator_id,
    o.group_id,
    o.basis,
    o.period_end,
    sum(c.weight * o.denominator) as denominator
from known as o
inner join bridge_area_change as c on c.old_area_id = o.area_id
group by c.new_area_id, o.indicator_id, o.group_id, o.basis, o.period_end
