-- grain: criterion × period of one set and area, newest period first
-- unit: as mart_assessment
-- null: as mart_assessment; lead_*, supporting_* = no department is named; previous_* = no earlier survey, or no level in it; of a real survey only a real one is the survey before
with own as (
    select * from mart_assessment where criterion_set_id = $criterion_set_id and area_id = $area_id
),

surveyed as (
    select period, period_end, bool_or(is_simulated) as is_simulated from own group by all
),

survey as (
    select s.period, s.period_end, max_by(e.period, (e.period_end, e.period)) as previous_period
    from surveyed as s
    left join surveyed as e on e.period_end < s.period_end and (s.is_simulated or not e.is_simulated)
    group by all
),

supporting as (
    select n.criterion_code, n.period, string_agg(d.name_vi, '; ' order by d.sort) as supporting_vi,
        string_agg(d.name_en, '; ' order by d.sort) as supporting_en
    from (select criterion_code, period, unnest(supporting_department_ids) as department_id from own) as n
    inner join dim_department as d using (department_id)
    group by all
)

select o.*, r.sort as rating_sort, r.name_vi as rating_name_vi, r.name_en as rating_name_en, r.is_met,
    d.name_vi as lead_vi, d.name_en as lead_en, s.supporting_vi, s.supporting_en,
    v.previous_period, p.rating as previous_rating, q.sort as previous_sort, q.name_vi as previous_name_vi, q.name_en as previous_name_en
from own as o
inner join survey as v using (period, period_end)
left join dim_criterion_rating as r using (criterion_set_id, rating)
left join dim_department as d on d.department_id = o.lead_department_id
left join supporting as s on s.criterion_code = o.criterion_code and s.period = o.period
left join own as p on p.criterion_code = o.criterion_code and p.period = v.previous_period
left join dim_criterion_rating as q on q.criterion_set_id = o.criterion_set_id and q.rating = p.rating
order by o.period_end desc, o.period desc, o.criterion_code
