-- grain: one load with its file
-- unit: none
-- null: none
select l.load_id, l.source_id, l.sha256, f.file_name, l.loaded_at, l.read_count, l.accepted_count, l.rejected_count, l.is_simulated
from load as l
inner join file as f using (sha256)
order by l.load_id
