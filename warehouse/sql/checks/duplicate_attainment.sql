-- grain: key of mart_attainment that appears more than once (must be empty)
-- unit: count of rows
-- null: none
select area_id, indicator_id, territory, period, group_id, basis, target_id, count(*) as row_count
from mart_attainment
group by all
having count(*) > 1
