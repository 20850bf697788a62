-- grain: one lock of a period for an area and what is under it
-- unit: none
-- null: reopened_at, reopened_by, reason while it holds
select k.lock_id, k.area_id, k.period, k.locked_at, k.locked_by, k.document, r.reopened_at, r.reopened_by, r.reason
from period_lock as k
left join reopened_lock as r using (lock_id)
order by k.lock_id
