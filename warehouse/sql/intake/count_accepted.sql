-- grain: one row: what was accepted
-- unit: counts of values
-- null: none
select (select count(*) from accepted_cell) as accepted_count, coalesce(bool_or(is_simulated), false) as is_simulated
from accepted_heading
