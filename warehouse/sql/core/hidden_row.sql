-- grain: area_id × period × subject_id × group_id of a report that has a hidden number; group_id '' = total
-- unit: none
-- null: none
-- What is said of any cell of such a report may quote the hidden one, or a rate it follows from.
select area_id, period, title_id as subject_id, coalesce(group_id, '') as group_id
from mart_title_flow
where 'suppressed' in (total_missing, registered_missing, assessed_missing, recognised_missing)

union

select area_id, period, indicator_id as subject_id, coalesce(group_id, '') as group_id
from mart_attainment
where status = 'suppressed' and territory = 'as_reported'
