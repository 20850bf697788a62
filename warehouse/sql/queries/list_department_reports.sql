-- grain: department in charge of criteria of one set and area, by its order; the last row those nobody is in charge of
-- unit: *_count in criteria that are judged; measurement_* in measurements
-- null: department_id, name_* = nobody is in charge; missing_codes = nothing is missing
-- A measurement nobody is named for is that of whoever answers for its criterion. Reported: a level was given in the survey, of a measurement a value or a level. Without evidence: reported, and no document is named.
with measured as (
    select k.kind, k.sort, bool_or(c.unit is not null) as is_measured
    from dim_criterion_kind as k
    inner join dim_criterion as c using (criterion_set_id, kind)
    where k.criterion_set_id = $criterion_set_id
    group by k.kind, k.sort
),

judged as (select kind from measured order by is_measured, sort desc limit 1),

criterion as (
    select c.criterion_code, c.sort, c.kind in (select kind from judged) as is_judged, coalesce(a.lead_department_id, u.department_id, o.department_id) as department_id,
        coalesce(if(c.kind in (select kind from judged), a.rating is not null, a.value is not null or a.rating is not null), false) as is_reported,
        coalesce(a.report_status = 'confirmed', false) as is_confirmed, coalesce(a.evidence_count, 0) as evidence_count,
        coalesce(a.is_simulated, false) or coalesce(u.is_simulated, false) or coalesce(o.is_simulated, false) as is_simulated
    from dim_criterion as c
    left join mart_criterion_duty as u
        on u.criterion_set_id = c.criterion_set_id and u.criterion_code = c.criterion_code and u.area_id = $area_id and u.role = 'lead'
    left join mart_criterion_duty as o
        on o.criterion_set_id = c.criterion_set_id and o.criterion_code = c.parent_code and o.area_id = $area_id and o.role = 'lead'
    left join mart_assessment as a
        on a.criterion_set_id = c.criterion_set_id and a.criterion_code = c.criterion_code and a.area_id = $area_id and a.period = $period
    where c.criterion_set_id = $criterion_set_id and (c.kind in (select kind from judged) or c.unit is not null)
)

select c.department_id, d.name_vi, d.name_en,
    count(*) filter (where c.is_judged) as assigned_count,
    count(*) filter (where c.is_judged and c.is_reported) as reported_count,
    count(*) filter (where c.is_judged and c.is_reported and c.is_confirmed) as confirmed_count,
    count(*) filter (where c.is_judged and c.is_reported and c.evidence_count = 0) as without_evidence_count,
    string_agg(c.criterion_code, ', ' order by c.sort) filter (where c.is_judged and not c.is_reported) as missing_codes,
    count(*) filter (where not c.is_judged) as measurement_count,
    count(*) filter (where not c.is_judged and c.is_reported) as measurement_reported_count,
    bool_or(c.is_simulated) as is_simulated
from criterion as c
left join dim_department as d using (department_id)
group by c.department_id, d.name_vi, d.name_en, d.sort
order by d.sort nulls last
