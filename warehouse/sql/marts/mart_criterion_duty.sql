-- grain: criteria set × criterion × area × department in charge or supporting, as the latest form that names any says
-- unit: since_period: the first period from which every form that names a department gives this one the same role
-- null: none
with named as (
    select
        *,
        list_concat(
            case when lead_department_id is null then [] else [{'department_id': lead_department_id, 'role': 'lead'}] end,
            [{'department_id': one, 'role': 'support'} for one in supporting_department_ids]
        ) as duties
    from said_assessment
    where lead_department_id is not null or len(supporting_department_ids) > 0
    qualify row_number() over (
        partition by criterion_set_id, criterion_code, area_id, period
        order by is_simulated, load_id desc
    ) = 1
),

latest as (
    select *, unnest(duties) as duty
    from named
    qualify row_number() over (
        partition by criterion_set_id, criterion_code, area_id
        order by is_simulated, period_end desc, load_id desc
    ) = 1
),

otherwise as (
    select l.criterion_set_id, l.criterion_code, l.area_id, l.duty, max(n.period_end) as last_day
    from latest as l
    inner join named as n
        on l.criterion_set_id = n.criterion_set_id and l.criterion_code = n.criterion_code and l.area_id = n.area_id
    where n.is_simulated <= l.is_simulated and n.period_end < l.period_end and not list_contains(n.duties, l.duty)
    group by all
)

select
    l.criterion_set_id,
    l.criterion_code,
    l.area_id,
    l.duty.department_id as department_id,
    l.duty.role as role,
    min_by(n.period, n.period_end) as since_period,
    l.is_simulated,
    l.load_id,
    l.file_name,
    l.sheet,
    l.cell
from latest as l
left join otherwise as o
    on l.criterion_set_id = o.criterion_set_id and l.criterion_code = o.criterion_code and l.area_id = o.area_id and l.duty = o.duty
inner join named as n
    on l.criterion_set_id = n.criterion_set_id
    and l.criterion_code = n.criterion_code
    and l.area_id = n.area_id
    and n.is_simulated <= l.is_simulated
    and n.period_end <= l.period_end
    and n.period_end > coalesce(o.last_day, date '0001-01-01')
group by all
order by l.criterion_set_id, l.area_id, l.criterion_code, role, department_id
