-- grain: one value of the store that the file replaces by another, adds to or leaves out of a row it brings anew
-- unit: values in whole units
-- null: old_value = nothing was there; new_value = the file leaves it out or says it was not reported
with brought as (
    select distinct area_id, period, subject_id, group_id, basis
    from accepted_value
),

standing as (
    select c.*
    from current_values(
        (select list(distinct period) from accepted_value), (select list(distinct area_id) from accepted_value)
    ) as c
    semi join brought using (area_id, period, subject_id, group_id, basis)
    where c.is_simulated = (select coalesce(bool_or(is_simulated), false) from accepted_value)
),

replaced_row as (
    select distinct area_id, period, subject_id, group_id, basis, load_id
    from standing
),

paired as (
    select
        r.load_id,
        coalesce(s.area_id, v.area_id) as area_id,
        coalesce(s.period, v.period) as period,
        coalesce(s.subject_id, v.subject_id) as title,
        coalesce(s.group_id, v.group_id) as group_id,
        coalesce(s.measure, v.measure) as measure,
        s.value as old_value,
        v.value as new_value,
        v.cell
    from standing as s
    full outer join (select n.* from accepted_value as n semi join replaced_row using (area_id, period, subject_id, group_id, basis)) as v
        using (area_id, period, subject_id, group_id, basis, measure)
    left join replaced_row as r
        on r.area_id = coalesce(s.area_id, v.area_id) and r.period = coalesce(s.period, v.period)
        and r.subject_id = coalesce(s.subject_id, v.subject_id) and r.group_id = coalesce(s.group_id, v.group_id)
        and r.basis = coalesce(s.basis, v.basis)
    where s.value is distinct from v.value
)

select p.load_id, f.file_name as file, a.area_code, a.era as area_era, a.name_vi as area_name, p.period, p.title,
    p.group_id as "group", p.measure, p.old_value::double as "old", p.new_value::double as "new", p.cell
from paired as p
inner join area as a using (area_id)
inner join load as l using (load_id)
inner join file as f using (sha256)
order by abs(coalesce(p.new_value, 0) - coalesce(p.old_value, 0)) desc, a.area_code, p.title, p.group_id, p.measure
