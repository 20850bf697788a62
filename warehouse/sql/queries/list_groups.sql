-- grain: group of people with a row of an area's indicator, on any territory
-- unit: none
-- null: none
select g.group_id, g.name_vi, g.name_en
from dim_group as g
where g.group_id in (
    select a.group_id
    from mart_attainment as a
    where a.area_id = $area_id and a.indicator_id = $indicator_id and (a.value is not null or a.status = 'suppressed')
)
order by try_cast(g.sort as integer), g.group_id
