-- grain: level × era × territory × indicator × period × group × basis with values among the units under an area, or of the area itself
-- unit: value_count in areas
-- null: none; group_id is empty for the total
-- A province the reform left alone is of today's era; is_own where the only unit is the area itself.
with member as (
    select area_id, level, era
    from dim_area
    where $place in (area_id, parent_area_id, province_area_id) or $place = 'VN'
)

select b.level, b.era, m.territory, m.indicator_id, m.period, any_value(m.period_end) as period_end, coalesce(m.group_id, '') as group_id, m.basis,
    count(distinct m.area_id) as value_count, bool_and(m.area_id = $place) as is_own
from mart_attainment as m
inner join member as b using (area_id)
where list_contains(string_split($indicators, ','), m.indicator_id) and m.territory in ('as_reported', 'current', 'former_districts')
  and (m.value is not null or m.status = 'suppressed')
group by all
order by b.level, b.era, m.territory, m.indicator_id, period_end, m.period, group_id, m.basis
