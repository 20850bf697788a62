-- grain: one load
-- unit: counts of values (read, accepted) and of cells (rejected)
-- null: none
insert into load (sha256, source_id, loaded_at, read_count, accepted_count, rejected_count, is_simulated)
values ($sha256, $source_id, $loaded_at, $read_count, $accepted_count, $rejected_count, $is_simulated)
returning load_id
