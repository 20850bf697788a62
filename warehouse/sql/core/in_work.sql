-- grain: indicator × area whose rows are computed in this build; those of all others are taken over from the release before
-- unit: none
-- null: none
select i.indicator_id, a.area_id
from part_in_work as p
inner join part_subject as s using (topic_id)
inner join dim_indicator as i on i.indicator_id = s.subject_id
inner join part_area as a using (province_area_id)
