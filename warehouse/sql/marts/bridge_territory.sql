-- grain: territory × reporting unit or province (source_area_id) × area of that territory it counts for
-- unit: weight = share of the source's counts, 0–1; the weights of a source sum to 1 in each territory, and again over former provinces
-- null: none
select territory, source_area_id, area_id, weight
from territory_part
order by territory, area_id, source_area_id
