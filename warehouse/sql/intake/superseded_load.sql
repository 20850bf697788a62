-- grain: one earlier load × area × period × title that the file supersedes, whether or not a number changes
-- unit: none
-- null: none
with brought as (
    select distinct area_id, period, subject_id, group_id, basis
    from accepted_value
)

select distinct c.load_id, f.file_name as file, a.area_code, a.era as area_era, a.name_vi as area_name, c.period, c.subject_id as title
from current_values(
        (select list(distinct period) from accepted_value), (select list(distinct area_id) from accepted_value)
    ) as c
semi join brought using (area_id, period, subject_id, group_id, basis)
inner join area as a using (area_id)
inner join load as l using (load_id)
inner join file as f using (sha256)
where c.is_simulated = (select coalesce(bool_or(is_simulated), false) from accepted_value)
order by all
