-- grain: finding of the check in a load that stands: load_id × severity × rule × sheet × cell
-- unit: none: messages and numbers stay in the store, so that no hidden number is told
-- null: area_id, period, subject_id, measure = the cell was not accepted, or another one counts now; group_id = total, or as area_id
with standing as (
    select l.load_id, l.is_simulated
    from store.load as l
    anti join store.undone_load as u using (load_id)
    cross join build_parameter as p
    where not p.only_real or not l.is_simulated
)

select distinct
    f.load_id,
    f.severity,
    f.rule,
    f.sheet,
    f.cell,
    v.area_id,
    v.period,
    v.subject_id,
    nullif(v.group_id, '') as group_id,
    v.measure,
    s.is_simulated
from store.finding as f
inner join standing as s using (load_id)
left join staged_value as v on v.load_id = f.load_id and v.sheet = f.sheet and v.cell = f.cell
anti join hidden_row as h on h.area_id = v.area_id and h.period = v.period and h.subject_id = v.subject_id and h.group_id = v.group_id
order by f.load_id, f.severity, f.rule, f.sheet, f.cell
