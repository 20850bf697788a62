-- grain: district or province × indicator × period × group × basis, summed over its reporting units
-- unit: counts in the indicator's unit noun; completeness 0–1
-- null: silent_denominator where a silent unit's denominator is not known; numerator, denominator where no unit reported
with units as (
    select o.*, s.denominator as silent_denominator
    from unit_observation as o
    left join silent_denominator as s using (area_id, indicator_id, period, group_id, basis)
),

placed as (
    select parent_area_id as whole_area_id, * from units where parent_area_id <> province_area_id
    union all
    select province_area_id as whole_area_id, * from units
)

select
    whole_area_id as area_id,
    indicator_id,
    period,
    group_id,
    basis,
    sum(numerator) filter (where has_reported)::bigint as numerator,
    sum(denominator) filter (where has_reported)::bigint as denominator,
    coalesce(sum(silent_denominator) filter (where not has_reported), 0)::bigint as silent_denominator,
    coalesce(bool_and(silent_denominator is not null) filter (where not has_reported), true) as is_silent_known,
    count(*) filter (where has_reported) as reporter_count,
    count(*) as expected_count,
    case when bool_or(qualifier <> 'exact') filter (where has_reported) then 'about' else 'exact' end as qualifier,
    max(as_of) as as_of,
    case when bool_or(report_status = 'provisional') filter (where has_reported) then 'provisional' else 'final' end as report_status,
    bool_or(is_simulated) as is_simulated,
    min(source_id) as source_id
from placed
group by all
