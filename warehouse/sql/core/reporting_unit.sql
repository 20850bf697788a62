-- grain: one area that reports for itself: a ward, or a district without wards
-- unit: none
-- null: valid_from, valid_to where open
select a.area_id, a.parent_area_id, a.province_area_id, a.valid_from, a.valid_to
from dim_area as a
where a.level in ('ward', 'district')
  and not exists (select 1 from dim_area as child where child.parent_area_id = a.area_id)
