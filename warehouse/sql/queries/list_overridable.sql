-- grain: the row of one area × indicator × target × period whose status may be decided by people, as reported, total only
-- unit: none
-- null: none; no row where the release pairs no such period with the target
select coalesce(computed_status, status) as computed_status
from mart_attainment
where territory = 'as_reported' and group_id is null and area_id = $area_id and indicator_id = $indicator_id and target_id = $target_id and period = $period
order by basis = target_basis desc, value is not null desc, basis
limit 1
