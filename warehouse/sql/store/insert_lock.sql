-- grain: one locked period of one area
-- unit: none
-- null: none
insert into period_lock (area_id, period, locked_at, locked_by, document)
values ($area_id, $period, $locked_at, $locked_by, $document)
returning lock_id
