-- grain: criterion of one set and area that a department is in charge of
-- unit: none
-- null: none
select u.criterion_code, u.department_id as lead_department_id, d.name_vi as lead_vi, d.name_en as lead_en, u.is_simulated as is_duty_simulated
from mart_criterion_duty as u
inner join dim_department as d using (department_id)
where u.criterion_set_id = $criterion_set_id and u.area_id = $area_id and u.role = 'lead'
order by u.criterion_code
