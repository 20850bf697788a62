-- grain: number of too few persons that can still be read, or is the only hidden part of a sum that is shown (must be empty)
-- unit: none
-- null: group_id = total
with number as materialized (
    select distinct on (territory, area_id, indicator_id, period, group_id, basis)
        territory, area_id, indicator_id, period, coalesce(group_id, '') as group_id, basis, recast, status = 'suppressed' as is_hidden,
        territory = 'as_reported' and status_reason = 'small_denominator' as is_small, numerator is not null and denominator is not null as is_shown,
        coalesce(numerator, denominator, silent_denominator, value, lo, hi, gap_count, attainment, road, anchor_value, trend_value, slope, p_attain)
            is not null as has_number
    from mart_attainment
),

series as materialized (
    select n.*
    from number as n
    semi join (select distinct indicator_id, period, basis from number where is_small) using (indicator_id, period, basis)
    where n.is_hidden or n.is_shown
),

part_of_sum as (
    select 'children of ' || a.parent_area_id as total, c.indicator_id, c.period, c.basis, c.group_id, c.area_id, c.is_hidden, c.is_small
    from series as c
    inner join dim_area as a using (area_id)
    inner join series as t
        on t.territory = 'as_reported' and t.is_shown and t.area_id = a.parent_area_id and t.indicator_id = c.indicator_id and t.period = c.period
        and t.basis = c.basis and t.group_id = c.group_id
    where c.territory = 'as_reported'

    union all

    select 'groups of ' || c.area_id, c.indicator_id, c.period, c.basis, c.group_id, c.area_id, c.is_hidden, c.is_small
    from series as c
    inner join dim_group as g on g.group_id = c.group_id and g.dimension = 'occupation'
    inner join series as t
        on t.territory = 'as_reported' and t.is_shown and t.area_id = c.area_id and t.indicator_id = c.indicator_id and t.period = c.period
        and t.basis = c.basis and t.group_id = ''
    where c.territory = 'as_reported'

    union all

    select t.territory || ' ' || t.area_id, c.indicator_id, c.period, c.basis, c.group_id, c.area_id, c.is_hidden, c.is_small
    from series as t
    inner join bridge_territory as b on b.territory = t.territory and b.area_id = t.area_id
    inner join series as c
        on c.territory = 'as_reported' and c.area_id = b.source_area_id and c.indicator_id = t.indicator_id and c.period = t.period
        and c.basis = t.basis and c.group_id = t.group_id
    where t.recast <> 'none' and t.is_shown
)

select 'readable' as fault, area_id, indicator_id, period, group_id, basis
from number
where is_hidden and has_number

union all

select 'cell', p.area_id, p.indicator_id, p.period, p.group_id, p.basis
from mart_provenance as p
inner join number as n
    on n.territory = 'as_reported' and n.is_hidden and n.area_id = p.area_id and n.indicator_id = p.indicator_id and n.period = p.period
    and n.group_id = coalesce(p.group_id, '') and n.basis = p.basis
where p.value is not null

union all

select total, max(area_id) filter (where is_small), indicator_id, period, max(group_id) filter (where is_small), basis
from part_of_sum
group by total, indicator_id, period, basis, case when total like 'groups of %' then '' else group_id end
having count(*) filter (where is_hidden) = 1 and bool_or(is_small)
