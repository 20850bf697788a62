-- grain: one current value per area × period × subject × group × measure × basis, of the parts to be computed
-- unit: value in the unit of its measure
-- null: value where missing_reason says why
select v.*
from staged_value as v
inner join part_subject as s using (subject_id)
left join part_area as a using (area_id) -- an area that nobody knows is kept for the check that finds it
semi join part_in_work as p on p.topic_id = s.topic_id and p.province_area_id = coalesce(a.province_area_id, 'VN')
