-- grain: indicator × province whose rows are computed in this build; those of all others are taken over from the release before
-- unit: none
-- null: none
-- Not by area, of which there are fourteen thousand: part_area says which areas a province has.
select s.subject_id as indicator_id, p.province_area_id
from part_in_work as p
inner join part_subject as s using (topic_id)
semi join dim_indicator as i on i.indicator_id = s.subject_id
