-- grain: indicator × side (a, b) of two areas: the row of each that may best be held against the other's
-- unit: as mart_attainment; swing in points
-- null: as mart_attainment; target columns where no headline target of the year applies; swing = the area is not ranked; a side with nothing expected of it has no row
-- Both sides take the last period until $last_day for which they have values on one base and of one nature (real or simulated), the period
-- asked for first; where there is none, each has its own last value.
with number as (
    select m.*, i.target_basis as indicator_basis
    from mart_attainment as m
    inner join dim_indicator as i using (indicator_id)
    where m.area_id in ($area_id, $other_area_id) and m.group_id is null
      and m.territory in ('as_reported', 'current', 'former_districts')
    qualify row_number() over (
        partition by m.area_id, m.indicator_id, m.period, m.basis
        order by m.territory = 'as_reported' desc, m.target_year is not distinct from $target_year desc, m.is_headline desc, m.territory,
            m.target_id
    ) = 1
),

common as (
    select indicator_id, period, basis, is_simulated, true as is_shared, max(period_end) as period_end, any_value(indicator_basis) as indicator_basis,
        max(estimated_share) <= $estimated_share and min(completeness) >= $completeness and bool_and(qualifier = 'exact') as is_sound
    from number
    where value is not null and period_end <= $last_day::date
    group by all
    having count(distinct area_id) = 2
),

shared as (
    select *
    from common
    qualify row_number() over (
        partition by indicator_id
        order by period is not distinct from $period desc, is_sound desc, basis is not distinct from indicator_basis desc, period_end desc,
            basis, is_simulated
    ) = 1
),

swing as ( -- what its siblings usually move in a year, the wider of two where an area has siblings of two kinds
    select area_id, indicator_id, basis, max(noise) as swing
    from mart_rank
    where area_id in ($area_id, $other_area_id)
    group by all
),

chosen as (
    select n.*, coalesce(s.is_shared, false) as is_shared
    from number as n
    left join (select indicator_id, period, basis, is_simulated, is_shared from shared) as s using (indicator_id, period, basis, is_simulated)
    qualify row_number() over (
        partition by n.area_id, n.indicator_id
        order by is_shared desc, n.value is not null and n.period_end <= $last_day::date desc, n.value is not null desc,
            n.basis is not distinct from n.indicator_basis desc, n.period_end desc, n.basis
    ) = 1
)

select case when c.area_id = $area_id then 'a' else 'b' end as side, c.* exclude (indicator_basis),
    i.name_vi, i.name_en, i.short_vi, i.short_en, i.unit, i.unit_noun_vi, i.unit_noun_en, i.denominator_vi, i.denominator_en, i.decimals, i.sort,
    t.target_operator, w.swing
from chosen as c
inner join dim_indicator as i using (indicator_id)
left join dim_target as t on t.target_id = c.target_id
left join swing as w on w.area_id = c.area_id and w.indicator_id = c.indicator_id and w.basis = c.basis
order by i.sort, side
