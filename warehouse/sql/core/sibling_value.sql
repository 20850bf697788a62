-- grain: parent × indicator × territory (as_reported, current) × level × period × basis × area: totals in percent that may be ranked beside each other
-- unit: value in percent
-- null: year where the period does not end with the year
-- Hidden values, those of which less than the completeness limit was reported and weak estimates are left out (METHODS 8, 10).
with member as (
    select area_id, level, era, parent_area_id from dim_area where parent_area_id is not null
    union
    select area_id, level, era, province_area_id from dim_area where level in ('district', 'ward')
),

number as (
    select distinct on (m.territory, m.area_id, m.indicator_id, m.period, m.basis)
        m.territory, m.area_id, m.indicator_id, m.period, m.period_end, m.basis, m.value, m.direction
    from mart_attainment as m
    inner join dim_indicator as i using (indicator_id)
    cross join build_parameter as p
    where i.unit = 'percent' and m.territory in ('as_reported', 'current') and m.group_id is null and m.value is not null
      and m.completeness >= p.completeness_floor_ratio and m.estimated_share <= p.estimated_share_maximum
)

select b.parent_area_id, n.indicator_id, n.territory, b.level, n.period, n.basis, n.area_id, b.era, n.value, n.direction,
    case when d.is_year_end then year(n.period_end) end::integer as year
from number as n
inner join member as b using (area_id)
inner join dim_period as d using (period)
inner join part_area as p on p.area_id = b.parent_area_id
semi join in_work as w on w.indicator_id = n.indicator_id and w.province_area_id = p.province_area_id
order by all
