-- grain: one load of one file
-- unit: counts of values and of rejected cells
-- null: none
select
    l.load_id,
    l.source_id,
    f.file_name,
    l.sha256,
    f.byte_count,
    l.loaded_at,
    l.read_count,
    l.accepted_count,
    l.rejected_count,
    l.is_simulated
from store.load as l
inner join store.file as f using (sha256)
cross join build_parameter as p
where not p.only_real or not l.is_simulated
order by l.load_id
