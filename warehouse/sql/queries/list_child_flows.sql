-- grain: unit under an area × origin, for one title and period: its flow, and the latest comparable one before it
-- unit: as mart_title_flow
-- null: as mart_title_flow; previous_* = no earlier period of the same origin and nature of which enough was reported
with child as (
    select area_id, name_vi, name_en, level, era, parent_area_id
    from dim_area
    where ($area_id in (parent_area_id, province_area_id) and area_id <> $area_id) or ($area_id = 'VN' and level = 'province')
),

kept as (
    select f.*, lag({'period': f.period, 'recognised': f.recognised_count, 'total': f.total_count}) over (
            partition by f.area_id, f.origin, f.is_simulated, f.total_count is not null and f.completeness >= $completeness_floor_ratio::double
            order by f.period_end
        ) as previous
    from mart_title_flow as f
    semi join child using (area_id)
    where f.title_id = $title_id and f.group_id is null
)

select k.* exclude (previous),
    case when k.total_count is not null and k.completeness >= $completeness_floor_ratio::double then previous.period end as previous_period,
    case when k.total_count is not null and k.completeness >= $completeness_floor_ratio::double then previous.recognised end as previous_recognised_count,
    case when k.total_count is not null and k.completeness >= $completeness_floor_ratio::double then previous.total end as previous_total_count,
    c.name_vi, c.name_en, c.level, c.era, c.parent_area_id
from kept as k
inner join child as c using (area_id)
where k.period = $period
order by c.name_vi collate vi, c.area_id, k.origin
