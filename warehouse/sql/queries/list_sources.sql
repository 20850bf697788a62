-- grain: one source of the catalogue
-- unit: counts of files, values and rejected cells
-- null: shipped_file = nothing is shipped; last_loaded_at = never loaded
select s.source_id, s.name_vi, s.name_en, s.shipped_file,
    count(l.load_id) as load_count,
    coalesce(sum(l.accepted_count), 0)::bigint as accepted_count,
    coalesce(sum(l.rejected_count), 0)::bigint as rejected_count,
    bool_or(l.is_simulated) as has_simulated,
    bool_or(not l.is_simulated) as has_real,
    max(l.loaded_at) as last_loaded_at
from dim_source as s
left join mart_load as l using (source_id)
group by s.source_id, s.name_vi, s.name_en, s.shipped_file
order by accepted_count desc, s.source_id
