-- grain: current ward of several former districts (source_area_id) × former district or province × indicator × group × basis
-- unit: weight = share of the ward's counts, 0–1, by the last denominators of its former parts; takes the place of bridge_territory's
-- null: none
select territory, source_area_id, area_id, indicator_id, group_id, basis, weight
from former_share
order by indicator_id, area_id, source_area_id
