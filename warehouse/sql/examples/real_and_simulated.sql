-- grain: source × whether its figures are simulated
-- unit: value_count in accepted values, file_count in files
-- null: none
select s.source_id, l.is_simulated, count(*) as file_count, sum(l.accepted_count) as value_count, max(l.loaded_at) as last_loaded_at
from mart_load as l
inner join dim_source as s using (source_id)
group by all
order by l.is_simulated, value_count desc
