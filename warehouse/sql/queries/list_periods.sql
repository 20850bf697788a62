-- grain: periods in which an area, or a unit under it, has a value of the indicator; newest first
-- unit: child_count in areas
-- null: none
with near as (
    select area_id from dim_area where area_id = $area_id or $area_id in (parent_area_id, province_area_id)
)

select a.period, a.period_end,
    bool_or(a.area_id = $area_id) as has_own,
    count(distinct a.area_id) filter (where a.area_id <> $area_id) as child_count
from mart_attainment as a
semi join near using (area_id)
where a.territory = 'as_reported' and a.indicator_id = $indicator_id and a.group_id is null and a.value is not null
group by a.period, a.period_end
order by a.period_end desc, a.period
