-- grain: one load
-- unit: counts of values (read, accepted) and of cells (rejected, warned)
-- null: loaded_by where nobody gave a name
insert into load (sha256, source_id, loaded_at, loaded_by, read_count, accepted_count, rejected_count, warning_count, is_simulated)
values ($sha256, $source_id, $loaded_at, $loaded_by, $read_count, $accepted_count, $rejected_count, $warning_count, $is_simulated)
returning load_id
