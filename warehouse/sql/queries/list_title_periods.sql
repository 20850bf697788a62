-- grain: period in which a title was counted at an area or right under it
-- unit: none
-- null: none
select f.period, f.period_end, bool_or(f.area_id = $area_id) as has_own
from mart_title_flow as f
inner join dim_area as a using (area_id)
where f.group_id is null and (f.origin = 'published' or coalesce(f.recognised_count, f.total_count, f.registered_count) is not null)
  and ($area_id in (f.area_id, a.parent_area_id, a.province_area_id) or ($area_id = 'VN' and a.level = 'province'))
group by all
order by f.period_end desc, f.period
