-- grain: the smallest common area a ward or a former reporting unit lies in; no row for any other area
-- unit: ward_count, former_count in areas of the common one; province_ward_count, largest_ward_count in current wards of its province
-- null: none
select c.area_id, c.name_vi, c.name_en, c.ward_count, c.former_count, u.is_usable, u.ward_count as province_ward_count, u.largest_ward_count,
    p.name_vi as province_name_vi, p.name_en as province_name_en
from bridge_common_area as b
inner join dim_common_area as c on c.area_id = b.common_area_id
inner join dim_common_use as u using (province_area_id)
inner join dim_area as p on p.area_id = c.province_area_id
where b.area_id = $area_id
