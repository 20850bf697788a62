-- grain: as standing_before, without a release before: no row
-- unit: none
-- null: none
select area_id, indicator_id, target_id, period, status, is_simulated, null::varchar as release_id
from mart_standing
where false
