-- grain: parent area × basis, for one indicator, level and territory: the noise its units are ranked with
-- unit: noise in points
-- null: none; a parent with fewer units than are ranked has no row
select parent_area_id, basis, max(noise) as noise
from mart_rank
where indicator_id = $indicator_id and level = $level and territory = $territory
group by parent_area_id, basis
order by parent_area_id, basis
