-- grain: basis of one area × indicator: how its value changed across 1/7/2025, split into what people did and what the new boundary did
-- unit: values in the indicator's unit; real_change, boundary_change, change in its points; change = real_change + boundary_change
-- null: none; no row where one of the three values is missing
-- Old is the former unit, else the former district, of the same name that the area came from, else the unit most of it came from; on old territory
-- the boundary changes nothing.
-- A year-to-date figure is compared with the same part of the year only.
with former as (
    select o.area_id, o.parent_area_id, o.name_vi, c.share_of_new
    from bridge_area_change as c
    inner join dim_area as o on o.area_id = c.old_area_id
    where c.new_area_id = $area_id and $territory = 'current'
),

predecessor as (
    select area_id
    from (
        select area_id, name_vi, share_of_new, true as is_unit from former
        union all
        select d.area_id, d.name_vi, sum(f.share_of_new), false
        from former as f
        inner join dim_area as d on d.area_id = f.parent_area_id and d.level = 'district'
        group by d.area_id, d.name_vi
    )
    qualify row_number() over (
        order by regexp_replace(name_vi, '^(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Phường|Xã|Thị trấn|Đặc khu) ', '') = (select regexp_replace(name_vi, '^(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Phường|Xã|Thị trấn|Đặc khu) ', '') from dim_area where area_id = $area_id) desc,
            is_unit desc, share_of_new desc, area_id
    ) = 1

    union all

    select $area_id where $territory = 'former_districts'
),

told as (
    select distinct on (territory, area_id, basis, period) territory, area_id, basis, period, period_end, value, recast, estimated_share, is_simulated
    from mart_attainment
    where indicator_id = $indicator_id and group_id is null and value is not null
      and ((territory = $territory and area_id = $area_id) or (territory = 'as_reported' and area_id in (select area_id from predecessor)))
),

compared as (
    select n.basis, o.area_id as old_area_id, o.period as old_period, o.period_end as old_period_end, o.value as old_value, r.value as recast_value,
        r.recast, r.estimated_share as recast_share, n.period as new_period, n.period_end as new_period_end, n.value as new_value,
        n.estimated_share as new_share, o.is_simulated or n.is_simulated as is_simulated
    from told as o
    inner join told as r on r.territory = $territory and r.basis = o.basis and r.period = o.period
    inner join told as n on n.territory = $territory and n.basis = o.basis
    inner join dim_indicator as i on i.indicator_id = $indicator_id
    where o.territory = 'as_reported' and o.period_end < date '2025-07-01' and n.period_end >= date '2025-07-01'
      and (i.accumulation <> 'year_to_date' or month(n.period_end) = month(o.period_end))
    qualify row_number() over (partition by n.basis order by o.period_end desc, n.period_end desc) = 1
)

select c.*, c.new_value - c.recast_value as real_change, c.recast_value - c.old_value as boundary_change, c.new_value - c.old_value as change,
    a.name_vi as old_name_vi, a.name_en as old_name_en
from compared as c
inner join dim_area as a on a.area_id = c.old_area_id
order by c.basis
