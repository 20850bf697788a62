-- grain: the latest load of one file by one source that was not undone, if there is one
-- unit: counts of values and of cells
-- null: none
select l.load_id, l.read_count, l.accepted_count, l.rejected_count, l.warning_count
from load as l
anti join undone_load as u using (load_id)
where l.sha256 = $sha256 and l.source_id = $source_id
order by l.load_id desc
limit 1
