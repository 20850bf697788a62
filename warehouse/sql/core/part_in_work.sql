-- grain: part of the release to be computed, because it differs from the release before
-- unit: none
-- null: none
-- Ranks set provinces side by side, so that what lies above them is computed with any of them. Numbers of the nation may have to be hidden
-- for one province or tell of one, so that they bind all provinces of their topic.
with changed as (
    select p.topic_id, p.province_area_id
    from release_part as p
    anti join kept_part as k using (topic_id, province_area_id, fingerprint)
),

national as (
    select s.topic_id
    from staged_value as v
    inner join part_area as a on a.area_id = v.area_id and a.province_area_id = 'VN'
    inner join part_subject as s using (subject_id)
    where v.measure <> 'value' or v.missing_reason is not null

    union all

    select topic_id from changed where province_area_id = 'VN'
)

select p.topic_id, p.province_area_id
from release_part as p
semi join changed as c using (topic_id)
where p.province_area_id = 'VN' or (p.topic_id, p.province_area_id) in (from changed) or p.topic_id in (from national)
