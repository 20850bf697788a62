-- grain: silent reporting unit × indicator × period × group × basis
-- unit: denominator in the indicator's unit noun: the last known one, not older than the limit, times the growth of the others
-- null: denominator where none is known (METHODS 9)
-- Of too few persons to be shown, a unit stands with the least number that is.
with last_known as (
    select s.area_id, s.province_area_id, s.indicator_id, s.period, s.period_end, s.group_id, s.basis,
        ceil(k.denominator - 1e-9)::hugeint as last_denominator, k.period_end as last_period_end
    from (select * from unit_observation where not has_reported) as s
    asof left join known_denominator as k
        on s.area_id = k.area_id and s.indicator_id = k.indicator_id and s.group_id = k.group_id and s.basis = k.basis
        and s.period_end > k.period_end
),

wanted as (
    select distinct l.province_area_id, l.indicator_id, l.group_id, l.basis, l.period_end, l.last_period_end
    from last_known as l
    where l.last_period_end is not null
),

growth as (
    select w.province_area_id, w.indicator_id, w.group_id, w.basis, w.period_end, w.last_period_end,
        count(*) as reporter_count,
        sum(o.denominator)::hugeint as sum_now,
        sum(k.denominator)::hugeint as sum_then
    from wanted as w
    inner join unit_observation as o
        on o.province_area_id = w.province_area_id and o.indicator_id = w.indicator_id and o.group_id = w.group_id
        and o.basis = w.basis and o.period_end = w.period_end and o.has_reported
    inner join known_denominator as k
        on k.area_id = o.area_id and k.indicator_id = w.indicator_id and k.group_id = w.group_id
        and k.basis = w.basis and k.period_end = w.last_period_end
    group by all
)

select
    l.area_id,
    l.indicator_id,
    l.period,
    l.group_id,
    l.basis,
    case when l.last_period_end >= l.period_end - to_months(p.silent_age_maximum_months)
        then greatest(case
            when g.reporter_count >= p.growth_minimum_reporters_count and g.sum_now > g.sum_then and g.sum_then > 0
                then (l.last_denominator * g.sum_now + g.sum_then - 1) // g.sum_then
            else l.last_denominator
        end, case when i.counts_persons and l.last_denominator > 0 then p.minimum_persons_count end)::bigint end as denominator
from last_known as l
inner join dim_indicator as i using (indicator_id)
left join growth as g using (province_area_id, indicator_id, group_id, basis, period_end, last_period_end)
cross join build_parameter as p
