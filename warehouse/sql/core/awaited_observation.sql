-- grain: area × indicator × period × basis that a target asks for and nobody has reported
-- unit: none
-- null: everything but the key: these rows stand for "chưa có số liệu"
-- A due target waits for its due period, a later one for the period of the release's as-of date.
with reached as materialized ( -- few of all pairs: what a target reaches further down is not waited for
    select s.area_id, s.scope_area_id, s.distance, a.valid_to
    from area_scope as s
    inner join dim_area as a on a.area_id = s.area_id
    where s.distance = 0 or a.level = 'province'
),

asked as (
    select distinct
        s.area_id,
        t.indicator_id,
        case when t.due <= p.as_of then due_period.period else p.latest_period end as period,
        t.target_basis as basis
    from dim_target as t
    inner join dim_indicator as i on i.indicator_id = t.indicator_id
    inner join reached as s on s.scope_area_id = t.scope_area_id
    cross join build_parameter as p
    left join dim_period as due_period on due_period.period_end = t.due and due_period.is_canonical
    where t.indicator_id <> 'milestone_done'
      and (s.distance = 0 or (i.lowest_level in ('ward', 'province') and (s.valid_to is null or s.valid_to >= t.due)))
)

select a.area_id, a.indicator_id, a.period, a.basis
from asked as a
inner join part_area as p using (area_id)
semi join in_work as w on w.indicator_id = a.indicator_id and w.province_area_id = p.province_area_id
anti join observation as o
    on o.area_id = a.area_id and o.indicator_id = a.indicator_id and o.period = a.period and o.basis = a.basis and o.group_id = ''
where a.period is not null
