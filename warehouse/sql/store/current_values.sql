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

standing_row as (
    select h.* exclude (heading_id), s.source_id, r.row_id, r.area_id, r.row_number
    from reported_row as r
    inner join reported_heading as h using (load_id, heading_id)
    inner join standing as s using (load_id)
    where (periods is null or h.period in (select unnest(periods))) and (areas is null or r.area_id in (select unnest(areas)))
),

latest_row as (
    select *
    from standing_row
    where source_id <> 'desk_correction'
    qualify load_id = first_value(load_id) over (partition by area_id, period, subject_id, group_id, basis order by is_simulated, load_id desc)
),

corrected as (
    select r.*, c.measure, c.value, c.qualifier, c.missing_reason, c.column_number
    from standing_row as r
    inner join reported_cell as c using (load_id, row_id)
    where r.source_id = 'desk_correction'
    qualify row_number() over (partition by r.area_id, r.period, r.subject_id, r.group_id, c.measure, r.basis order by r.load_id desc) = 1
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
    v.measure::varchar as measure,
    r.basis,
    case when c.load_id is null then v.value else c.value end as value,
    case when c.load_id is null then v.qualifier else c.qualifier end::varchar as qualifier,
    case when c.load_id is null then v.missing_reason else c.missing_reason end::varchar as missing_reason,
    coalesce(c.as_of, r.as_of) as as_of,
    case when k.area_id is not null then 'final' else r.report_status end as report_status,
    r.is_simulated,
    coalesce(c.load_id, r.load_id) as load_id,
    coalesce(c.source_id, r.source_id) as source_id,
    coalesce(c.sheet, r.sheet) as sheet,
    name_cell(coalesce(c.column_number, v.column_number), coalesce(c.row_number, r.row_number)) as cell,
    r.source_url,
    r.credibility
from latest_row as r
inner join reported_cell as v using (load_id, row_id)
left join corrected as c
    on c.area_id = r.area_id and c.period = r.period and c.subject_id = r.subject_id and c.group_id = r.group_id
    and c.measure = v.measure and c.basis = r.basis and c.load_id > r.load_id
left join locked as k on k.area_id = r.area_id and k.period = r.period
