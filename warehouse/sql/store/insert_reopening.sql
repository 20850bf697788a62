-- grain: one lock taken off
-- unit: none
-- null: none
insert into reopened_lock values ($lock_id, $reopened_at, $reopened_by, $reason)
