-- grain: unit under an area × origin, for one title and period: its flow, and the latest comparable one before it
-- unit: as mart_title_flow
-- null: as mart_title_flow; previous_* = no earlier period of the same origin and nature of which enough was reported
with kept as (
    select f.*, lag({'period': f.period, 'recognised': f.recognised_count, 'total': f.total_count}) over (
            partition by f.area_id, f.origin, f.is_simulated, f.total_count is not null and f.completeness >= $completeness_floor_ratio::double
            order by f.period_end
        ) as previous
    from mart_title_flow as f
    where f.title_id = $title_id and f.group_id is null
)

select k.* exclude (previous),
    case when k.total_count is not null and k.completeness >= $completeness_floor_ratio::double then previous.period end as previous_period,
    case when k.total_count is not null and k.completeness >= $completeness_floor_ratio::double then previous.recognised end as previous_recognised_count,
    case when k.total_count is not null and k.completeness >= $completeness_floor_ratio::double then previous.total end as previous_total_count,
    a.name_vi, a.name_en, a.level, a.era, a.parent_area_id
from kept as k
inner join dim_area as a using (area_id)
where k.period = $period
  and (($area_id in (a.parent_area_id, a.province_area_id) and a.area_id <> $area_id) or ($area_id = 'VN' and a.level = 'province'))
order by a.name_vi collate vi, a.area_id, k.origin
