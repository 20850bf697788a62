-- grain: parent_area_id × indicator_id × territory (as_reported, current) × level × period × basis × area_id: totals in percent, where at least three areas have a value
-- unit: value in percent; noise = of a yearly step among these siblings, in points; rank, rank_from, rank_to = places, 1 is best; area_count in areas ranked
-- null: none; an area whose value is hidden, incomplete or a weak estimate has no row
-- rank = place of the printed value, equal values share it; rank_from–rank_to = what noise leaves open (METHODS 8).
select parent_area_id, indicator_id, territory, level, period, basis, area_id, value, rank_from, rank_to, rank, noise, area_count
from ranked
order by indicator_id, parent_area_id, territory, level, period, basis, rank, area_id
