-- grain: one period of the file
-- unit: none
-- null: none
select distinct period
from candidate_heading
order by period
