-- grain: one current ward with a population in the store, the latest
-- unit: population in persons
-- null: none
select distinct on (area_id) area_id, value::bigint as population
from store.current_value
where subject_id = 'population_count' and measure = 'value' and group_id = '' and value is not null and not is_simulated
order by area_id, as_of desc
