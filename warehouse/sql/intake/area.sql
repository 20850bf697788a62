-- grain: one area of the catalogue; all_areas is its frame
-- unit: area_km2 in square kilometres
-- null: as dim_area
create temp table if not exists area as
from all_areas
