-- grain: one current value per area × period × subject × group × measure × basis, of the periods and areas asked for (null = all)
-- unit: value in the unit of its measure
-- null: value where missing_reason says why
-- A later load supersedes what earlier loads said in the same row (area, period, subject, group); a simulated value never supersedes a real one; a correction
-- at the desk replaces single values until a later load brings that row anew; an undone load counts for nothing.
create or replace macro current_values(periods, areas) as table
with standing as (
    select l.load_id, l.source_id
    from load as l
    anti join undone_load as u using (load_id)
),

reported as (
    select v.*, s.source_id
    from reported_value as v
    inner join standing as s using (load_id)
    where s.source_id <> 'desk_correction' and (periods is null or v.period in (select unnest(periods)))
      and (areas is null or v.area_id in (select unnest(areas)))
    qualify v.load_id = first_value(v.load_id) over (
        partition by v.area_id, v.period, v.subject_id, v.group_id, v.basis order by v.is_simulated, v.load_id desc
    )
),

corrected as (
    select v.*, s.source_id
    from reported_value as v
    inner join standing as s using (load_id)
    where s.source_id = 'desk_correction' and (periods is null or v.period in (select unnest(periods)))
      and (areas is null or v.area_id in (select unnest(areas)))
    qualify row_number() over (
        partition by v.area_id, v.period, v.subject_id, v.group_id, v.measure, v.basis order by v.load_id desc
    ) = 1
),

locked as (
    select distinct a.area_id, k.period
    from period_lock as k
    inner join locked_area as a using (lock_id)
    anti join reopened_lock as r using (lock_id)
)

select
    r.area_id,
    r.period,
    r.subject_id,
    r.group_id,
    r.measure,
    r.basis,
    case when c.load_id is null then r.value else c.value end as value,
    case when c.load_id is null then r.qualifier else c.qualifier end as qualifier,
    case when c.load_id is null then r.missing_reason else c.missing_reason end as missing_reason,
    coalesce(c.as_of, r.as_of) as as_of,
    case when k.area_id is not null then 'final' else r.report_status end as report_status,
    r.is_simulated,
    coalesce(c.load_id, r.load_id) as load_id,
    coalesce(c.source_id, r.source_id) as source_id,
    coalesce(c.sheet, r.sheet) as sheet,
    coalesce(c.cell, r.cell) as cell,
    r.source_url,
    r.credibility
from reported as r
left join corrected as c
    on c.area_id = r.area_id and c.period = r.period and c.subject_id = r.subject_id and c.group_id = r.group_id
    and c.measure = r.measure and c.basis = r.basis and c.load_id > r.load_id
left join locked as k on k.area_id = r.area_id and k.period = r.period
