-- grain: period in which anything was reported of an area, as reported, the earliest first
-- unit: none
-- null: none
select distinct period, period_end
from mart_attainment
where area_id = $area_id and territory = 'as_reported' and value is not null
order by period_end, period
