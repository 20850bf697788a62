-- grain: current province × territory × indicator × period × group × basis whose reporting units sum to other counts than as reported (must be empty)
-- unit: counts in the indicator's unit noun
-- null: none
-- Hidden rows have no counts, so that only series without any are compared; a province is compared where every unit of the view lies in it.
with unit as (
    select m.territory, coalesce(c.new_area_id, a.province_area_id) as province_id, m.indicator_id, m.period, m.group_id, m.basis,
        m.numerator, m.denominator, m.status = 'suppressed' as is_hidden, m.recast
    from (
        select distinct on (territory, area_id, indicator_id, period, group_id, basis) *
        from mart_attainment
        where (numerator is not null and denominator is not null) or status = 'suppressed'
    ) as m
    inner join dim_area as a using (area_id)
    left join bridge_area_change as c on c.old_area_id = a.province_area_id
    where case m.territory
        when 'as_reported' then a.area_id not in (select parent_area_id from dim_area where parent_area_id is not null) and a.level in ('ward', 'district')
        when 'current' then a.level = 'ward' and a.era = '2025-07'
        when 'former_districts' then a.level = 'district'
        else false
    end
),

summed as (
    select province_id, indicator_id, period, group_id, basis, territory, sum(numerator) as numerator, sum(denominator) as denominator,
        bool_or(is_hidden) as is_hidden, bool_or(recast <> 'none') as is_recast
    from unit
    group by all
)

select r.province_id, r.indicator_id, r.period, r.group_id, r.basis, s.territory, s.numerator, r.numerator as reported_numerator, s.denominator,
    r.denominator as reported_denominator
from summed as s
inner join summed as r
    on r.territory = 'as_reported' and r.province_id = s.province_id and r.indicator_id = s.indicator_id and r.period = s.period
    and r.group_id is not distinct from s.group_id and r.basis = s.basis
where s.territory <> 'as_reported' and s.is_recast and not s.is_hidden and not r.is_hidden
  and (abs(s.numerator - r.numerator) > 0.001 or abs(s.denominator - r.denominator) > 0.001)
