-- grain: row of mart_attainment whose pace, likelihood or outlook its own numbers contradict (must be empty)
-- unit: none
-- null: none
select area_id, indicator_id, territory, period, group_id, basis, target_id, status, status_reason, observed_pace, remaining_pace, k, p_attain, likelihood
from mart_attainment
where (status in ('on_track', 'accelerate', 'slow', 'backward') and (observed_pace is null or remaining_pace is null))
    or (status = 'insufficient' and observed_pace is not null and remaining_pace is not null)
    or (status in ('on_track', 'accelerate') and k is null)
    or (status = 'backward' and observed_pace * direction >= 0)
    or (p_attain is not null and (p_attain not between 0 and 1 or likelihood not in ('likely', 'uncertain', 'unlikely')))
    or (p_attain is null and likelihood <> 'insufficient')
    or (due <= (select max(period_end) from mart_attainment where value is not null) and likelihood is not null)
    or expected_year_from > expected_year_to
    or (value is null and trend_value is not null)
