-- grain: areas of one level under an area, by name
-- unit: none
-- null: parent_area_id = the nation
select area_id, area_code, era, level, kind, name_vi, name_en, parent_area_id, province_area_id, valid_from, valid_to
from dim_area
where level = $level
  and ($era is null or era = $era)
  and ($under_area_id in (parent_area_id, province_area_id) or $under_area_id = 'VN')
order by era, name_vi collate vi, area_id
