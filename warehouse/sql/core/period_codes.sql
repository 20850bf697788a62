-- grain: one period with at least one value
-- unit: none
-- null: none
select distinct period
from staged_value
where value is not null
