-- grain: one area of the catalogue; all_areas is its frame
-- unit: none
-- null: as dim_area
create temp table if not exists area as
select area_id, area_code, era, level, name_vi, parent_area_id, province_area_id, valid_from, valid_to
from all_areas
