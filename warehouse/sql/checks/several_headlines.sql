-- grain: territory × area × indicator × year × period × group × basis with more than one headline target (must be empty)
-- unit: count of rows
-- null: none
select territory, area_id, indicator_id, target_year, period, group_id, basis, count(*) as row_count
from mart_attainment
where is_headline
group by all
having count(*) > 1
