-- grain: criterion assessed at an area before a day
-- unit: –
-- null: –
select criterion_code, rating, period, is_simulated
from mart_assessment
where criterion_set_id = $criterion_set_id and area_id = $area_id and rating is not null and period_end < $before::date
qualify row_number() over (partition by criterion_code order by period_end desc, period desc) = 1
order by criterion_code
