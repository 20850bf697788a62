-- grain: one load with its file
-- unit: counts of values and of cells
-- null: loaded_by where nobody gave a name; undone_at, undone_by, undo_reason where the load stands
select
    l.load_id, l.source_id, l.sha256, f.file_name, l.loaded_at, l.loaded_by, l.read_count, l.accepted_count, l.rejected_count,
    l.warning_count, l.is_simulated, u.undone_at, u.undone_by, u.reason as undo_reason
from load as l
inner join file as f using (sha256)
left join undone_load as u using (load_id)
order by l.load_id
