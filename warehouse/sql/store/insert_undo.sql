-- grain: one undone load
-- unit: none
-- null: none
insert into undone_load values ($load_id, $undone_at, $undone_by, $reason)
