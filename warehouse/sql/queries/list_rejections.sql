-- grain: load that stands and of which cells were rejected, newest first
-- unit: rejected_count, accepted_count in cells and values
-- null: loaded_by = nobody gave a name
select l.load_id, l.file_name, l.sha256, l.loaded_at, l.loaded_by, l.accepted_count, l.rejected_count, l.is_simulated,
    list_sort(list(distinct f.rule)) as rules
from mart_load as l
left join mart_finding as f on f.load_id = l.load_id and f.severity = 'error'
where l.rejected_count > 0 and l.undone_at is null
group by all
order by l.loaded_at desc, l.load_id desc
