-- grain: province × title in the latest period reported
-- unit: counts in the unit noun of the title; rate in percent 0–100
-- null: a count = see its *_missing; rate = one of the two was not reported
select a.name_vi, t.title_vi as title, f.period, f.total_count, f.registered_count, f.recognised_count,
    100 * f.recognised_of_registered_count / nullif(f.registered_count, 0) as rate_of_registered,
    100 * f.recognised_count / nullif(f.total_count, 0) as rate_of_total, f.completeness, f.is_simulated
from mart_title_flow as f
inner join dim_area as a using (area_id)
inner join dim_title as t using (title_id)
where a.level = 'province' and f.group_id is null
qualify row_number() over (partition by f.area_id, f.title_id, f.is_simulated order by f.period_end desc) = 1
order by a.name_vi collate vi, t.title_vi
