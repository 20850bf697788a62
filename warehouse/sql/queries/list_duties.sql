-- grain: criterion a department leads or supports
-- unit: –
-- null: –
select criterion_code, role
from mart_criterion_duty
where criterion_set_id = $criterion_set_id and area_id = $area_id and department_id = $department_id
order by criterion_code
