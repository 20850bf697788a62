-- grain: row of mart_attainment with a computed verdict but no value, or on another basis than its target (must be empty)
-- unit: none
-- null: none
select area_id, indicator_id, period, group_id, basis, target_id, status
from mart_attainment
where coalesce(computed_status, status) in ('exceeded', 'attained', 'attained_early', 'not_attained', 'undecided', 'on_track', 'accelerate', 'slow', 'backward',
    'insufficient')
  and (value is null or basis <> target_basis or basis = 'unknown')
