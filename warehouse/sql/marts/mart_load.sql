-- grain: one load of one file
-- unit: counts of values and of cells
-- null: loaded_by where nobody gave a name; undone_at, undone_by, undo_reason where the load stands
select
    l.load_id,
    l.source_id,
    f.file_name,
    l.sha256,
    f.byte_count,
    f.is_cleaned,
    l.loaded_at,
    l.loaded_by,
    l.read_count,
    l.accepted_count,
    l.rejected_count,
    l.warning_count,
    l.is_simulated,
    u.undone_at,
    u.undone_by,
    u.reason as undo_reason
from store.load as l
inner join store.file as f using (sha256)
left join store.undone_load as u using (load_id)
cross join build_parameter as p
where not p.only_real or not l.is_simulated
order by l.load_id
