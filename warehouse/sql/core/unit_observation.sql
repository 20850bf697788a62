-- grain: reporting unit × indicator × period × group × basis, silent units included
-- unit: counts in the indicator's unit noun
-- null: numerator and denominator where the unit did not report
-- A unit is expected to report what at least one other unit of its province reported for the period.
with reported_series as (
    select distinct o.indicator_id, o.period, o.group_id, o.basis, u.province_area_id, p.period_end, o.is_simulated
    from form_observation as o
    inner join reporting_unit as u using (area_id)
    inner join dim_period as p using (period)
),

expected as (
    select s.indicator_id, s.period, s.group_id, s.basis, s.period_end, u.area_id, u.parent_area_id, u.province_area_id,
        bool_or(s.is_simulated) as is_series_simulated
    from reported_series as s
    inner join reporting_unit as u using (province_area_id)
    where (u.valid_from is null or u.valid_from <= s.period_end)
      and (u.valid_to is null or u.valid_to >= s.period_end)
    group by all
)

select
    e.area_id,
    e.parent_area_id,
    e.province_area_id,
    e.indicator_id,
    e.period,
    e.period_end,
    e.group_id,
    e.basis,
    o.numerator,
    o.denominator,
    coalesce(o.qualifier, 'exact') as qualifier,
    o.numerator is not null and o.denominator is not null as has_reported,
    coalesce(o.missing_reason, case when o.numerator is null or o.denominator is null then 'not_reported' end) as missing_reason,
    o.as_of,
    coalesce(o.report_status, 'provisional') as report_status,
    coalesce(o.is_simulated, e.is_series_simulated) as is_simulated,
    o.source_id
from expected as e
left join form_observation as o using (area_id, indicator_id, period, group_id, basis)
