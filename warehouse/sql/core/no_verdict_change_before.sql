-- grain: as verdict_change_before, where the release before kept no log: no row
-- unit: none
-- null: none
select area_id, indicator_id, target_id, period, status as status_before, status as status_after, is_simulated,
    null::varchar as release_before, null::varchar as release_id, null::timestamp as released_at
from mart_standing
where false
