-- grain: one period with an accepted value
-- unit: none
-- null: none
select distinct period
from accepted_heading
order by period
