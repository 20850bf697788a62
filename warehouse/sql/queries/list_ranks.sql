-- grain: area of a level under an area × period × basis, for one indicator and territory: its place among its siblings
-- unit: rank, rank_from, rank_to = places, 1 is best; area_count in areas ranked; noise in points
-- null: none
select area_id, period, basis, rank, rank_from, rank_to, area_count, noise,
    count(*) over (partition by period, basis, rank) > 1 as is_tied
from mart_rank
where parent_area_id = $parent_area_id and indicator_id = $indicator_id and level = $level and territory = $territory
order by period, basis, rank, area_id
