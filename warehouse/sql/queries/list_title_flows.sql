-- grain: title × period × group × origin of one area, oldest first
-- unit: as mart_title_flow
-- null: as mart_title_flow; group_name_* = the total; source_name_* = nobody reported it
select f.*, g.name_vi as group_name_vi, g.name_en as group_name_en, g.dimension, try_cast(g.sort as integer) as group_sort,
    s.name_vi as source_name_vi, s.name_en as source_name_en
from mart_title_flow as f
left join dim_group as g using (group_id)
left join dim_source as s using (source_id)
where f.area_id = $area_id
order by f.title_id, f.period_end, f.period, group_sort nulls first, f.origin
