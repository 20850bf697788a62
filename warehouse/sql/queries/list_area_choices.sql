-- grain: areas offered beside one area: the nation, every province, what lies in the same province and in the same old district
-- unit: none
-- null: parent_area_id = the nation
with chosen as (
    select area_id, parent_area_id, coalesce(province_area_id, area_id) as province_area_id, level
    from dim_area
    where area_id = $area_id
)

select a.area_id, a.era, a.level, a.name_vi, a.name_en, a.parent_area_id, a.province_area_id, a.valid_to,
    province.name_vi as province_name_vi, province.name_en as province_name_en
from dim_area as a
left join dim_area as province on province.area_id = a.province_area_id
cross join chosen as c
where a.level in ('nation', 'region', 'province')
   or a.parent_area_id in (c.area_id, c.parent_area_id, c.province_area_id)
order by
    case when a.level = 'nation' then 0 when a.province_area_id = c.province_area_id then 1 else 2 end,
    a.level <> 'province', a.era = 'before-2025-07', a.level, a.name_vi collate vi, a.area_id
