-- grain: criteria set × criterion × area × period assessed, with a row for each criterion that an indicator measures, typed or not
-- unit: value in the criterion's unit, value_basis indicator: computed by us as of value_as_of, reported: typed; likelihood_basis engine: forecast of the indicator, judged: typed
-- null: value, rating, likelihood, their bases and plan where nothing says them; load_id, file_name, sheet, cell, report_status where only the indicator speaks
with typed as (
    select * from said_assessment where is_current
),

surveyed as (
    select distinct s.criterion_set_id, s.area_id, s.period, s.period_end, case when a.valid_to is null then 'current' else 'as_reported' end as territory
    from said_assessment as s
    inner join dim_area as a using (area_id)
    where s.is_assessed
),

measured as (
    select s.*, c.criterion_code, c.indicator_id, i.target_basis
    from surveyed as s
    inner join dim_criterion as c using (criterion_set_id)
    inner join dim_indicator as i using (indicator_id)
    where c.indicator_fit = 'same'
),

computed as (
    select m.criterion_set_id, m.criterion_code, m.area_id, m.period, v.value, v.period_end as value_as_of, v.is_simulated
    from measured as m
    inner join mart_attainment as v
        on m.area_id = v.area_id and m.indicator_id = v.indicator_id and m.territory = v.territory and m.target_basis = v.basis
    where v.group_id is null and v.value is not null and v.period_end <= m.period_end
    qualify row_number() over (
        partition by m.criterion_set_id, m.criterion_code, m.area_id, m.period
        order by v.period_end desc, length(v.period), v.target_id
    ) = 1
),

forecast as (
    select m.criterion_set_id, m.criterion_code, m.area_id, m.period, v.likelihood, v.is_simulated
    from measured as m
    inner join mart_attainment as v on m.area_id = v.area_id and m.indicator_id = v.indicator_id and m.territory = v.territory
    where v.group_id is null and v.likelihood is not null and v.due > m.period_end and v.period_end <= m.period_end
    qualify row_number() over (
        partition by m.criterion_set_id, m.criterion_code, m.area_id, m.period
        order by v.period_end desc, length(v.period), v.is_headline desc, v.due, v.target_id
    ) = 1
),

counted as (
    select e.criterion_set_id, e.criterion_code, e.area_id, e.period, count(*)::integer as evidence_count
    from mart_evidence as e
    left join typed as t using (criterion_set_id, criterion_code, area_id, period)
    where not e.is_simulated or coalesce(t.is_simulated, true)
    group by all
),

in_charge as (
    select
        d.criterion_set_id,
        d.criterion_code,
        d.area_id,
        max(d.department_id) filter (where d.role = 'lead') as lead_department_id,
        list(d.department_id order by d.department_id) filter (where d.role = 'support') as supporting_department_ids,
        bool_or(d.is_simulated) as is_simulated
    from mart_criterion_duty as d
    group by all
),

assessed as (
    select criterion_set_id, criterion_code, area_id, period, period_end from typed
    union
    select criterion_set_id, criterion_code, area_id, period, period_end from measured
),

final as (
    select
        a.criterion_set_id,
        a.criterion_code,
        a.area_id,
        a.period,
        a.period_end,
        coalesce(round(c.value, 4)::decimal(18, 4), t.value) as value,
        case when c.value is not null then 'indicator' when t.value is not null then 'reported' end as value_basis,
        case when c.value is not null then c.value_as_of when t.value is not null then t.as_of end as value_as_of,
        case when c.value is not null then m.indicator_id end as indicator_id,
        t.rating,
        coalesce(f.likelihood, t.likelihood) as likelihood,
        case when f.likelihood is not null then 'engine' when t.likelihood is not null then 'judged' end as likelihood_basis,
        case when h.names_none then d.lead_department_id else t.lead_department_id end as lead_department_id,
        coalesce(case when h.names_none then d.supporting_department_ids else t.supporting_department_ids end, []) as supporting_department_ids,
        t.cause,
        t.remedy,
        t.deadline,
        t.report_status,
        t.note,
        coalesce(e.evidence_count, 0) as evidence_count,
        coalesce(t.as_of, c.value_as_of) as as_of,
        coalesce(t.is_simulated, false) or coalesce(c.is_simulated, false) or coalesce(f.is_simulated, false) as is_simulated,
        t.load_id,
        t.file_name,
        t.sheet,
        t.cell,
        coalesce(t.version_count, 0) as version_count
    from assessed as a
    left join typed as t using (criterion_set_id, criterion_code, area_id, period)
    left join measured as m using (criterion_set_id, criterion_code, area_id, period)
    left join computed as c using (criterion_set_id, criterion_code, area_id, period)
    left join forecast as f using (criterion_set_id, criterion_code, area_id, period)
    left join counted as e using (criterion_set_id, criterion_code, area_id, period)
    left join in_charge as d using (criterion_set_id, criterion_code, area_id)
    cross join lateral (
        select
            t.lead_department_id is null
            and len(coalesce(t.supporting_department_ids, [])) = 0
            and (not d.is_simulated or coalesce(t.is_simulated, true)) as names_none
    ) as h
)

select * from final
order by criterion_set_id, area_id, period_end, criterion_code
