-- grain: one load of one file, newest first
-- unit: counts of values and of cells
-- null: source_name_* = a source no longer in the catalogue; loaded_by = nobody gave a name; undone_* = the load stands
select l.load_id, l.source_id, s.name_vi as source_name_vi, s.name_en as source_name_en, l.file_name, l.sha256, l.byte_count, l.is_cleaned,
    l.loaded_at, l.loaded_by, l.read_count, l.accepted_count, l.rejected_count, l.warning_count, l.is_simulated,
    l.undone_at, l.undone_by, l.undo_reason
from mart_load as l
left join dim_source as s using (source_id)
order by l.loaded_at desc, l.load_id desc
