-- grain: criteria set × area × period × form × index × score, of the sheets not refused; of a hidden group one row an index
-- unit: score in points; sheet_count in sheets, one a person
-- null: score where the sheets have none for the index, or the group is hidden; sheet_count where the group is hidden since it is too small
with hidden as (
    select distinct g.*, i.criterion_code, null::decimal(18, 4) as score, null::bigint as sheet_count
    from score_group_in_force as g
    inner join store.score_index as i using (load_id, criterion_set_id, area_id, period, form_id)
    where g.is_hidden
),

shown as (
    select g.*, i.criterion_code, i.score, i.sheet_count
    from score_group_in_force as g
    inner join store.score_index as i using (load_id, criterion_set_id, area_id, period, form_id)
    where not g.is_hidden
)

select
    r.criterion_set_id,
    r.area_id,
    r.period,
    r.form_id,
    r.criterion_code,
    r.score,
    r.period_end,
    r.as_of,
    r.is_simulated,
    r.is_hidden,
    r.has_outcome,
    r.sheet_count,
    r.load_id,
    r.file_name,
    r.sheet
from (from shown union all from hidden) as r
order by r.criterion_set_id, r.period_end, r.period, r.area_id, r.form_id, r.criterion_code, r.score
