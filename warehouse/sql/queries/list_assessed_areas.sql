-- grain: area × period of which something was reported for one criteria set, by name, the newest period of an area first
-- unit: rated_count, met_count in criteria of the kind $kind with a level
-- null: none
with assessed as (
    select a.area_id, a.period, a.period_end, max(a.as_of) as as_of, count(a.rating) as rated_count,
        count(*) filter (where r.is_met) as met_count, bool_or(a.is_simulated) as is_simulated
    from mart_assessment as a
    inner join dim_criterion as c using (criterion_set_id, criterion_code)
    left join dim_criterion_rating as r using (criterion_set_id, rating)
    where a.criterion_set_id = $criterion_set_id and c.kind = $kind and a.load_id is not null
    group by all
)

select s.*, d.name_vi, d.name_en
from assessed as s
inner join dim_area as d using (area_id)
order by d.name_vi collate vi, s.period_end desc, s.period desc
