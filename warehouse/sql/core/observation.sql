-- grain: area × indicator × period × group × basis: reported, silent and summed values together
-- unit: value in the indicator's unit; counts in its unit noun; completeness 0–1
-- null: value where only counts are known; reporter counts where the area reports for itself or its total was reported
-- A total reported by the upper level is the official value; the sum of its parts is only a check beside it (METHODS 9).
with reported as (
    select * from published_observation
    union all by name
    select * from form_observation where area_id not in (select area_id from reporting_unit)
),

summed as (
    select a.*
    from aggregate_observation as a
    anti join reported as r using (area_id, indicator_id, period, group_id, basis)
)

select
    area_id, indicator_id, period, group_id, basis, numerator, denominator, value, qualifier, missing_reason, as_of, report_status,
    is_simulated, source_id, 0::bigint as silent_denominator, true as is_silent_known, 1.0::double as completeness,
    null::bigint as reporter_count, null::bigint as expected_count, true as is_reported
from reported

union all

select
    area_id, indicator_id, period, group_id, basis, numerator, denominator, null::decimal(18, 4), qualifier, missing_reason, as_of,
    report_status, is_simulated, source_id, 0, true, case when has_reported then 1.0 else 0.0 end, null, null, true
from unit_observation as u
where not exists (
    select 1 from published_observation as p
    where p.area_id = u.area_id and p.indicator_id = u.indicator_id and p.period = u.period and p.group_id = u.group_id and p.basis = u.basis
)

union all

select
    area_id, indicator_id, period, group_id, basis, numerator, denominator, null::decimal(18, 4), qualifier,
    case when reporter_count = 0 then 'not_reported' end, as_of, report_status, is_simulated, source_id, silent_denominator,
    is_silent_known,
    case when is_silent_known and denominator + silent_denominator > 0 then denominator / (denominator + silent_denominator)
        else reporter_count / expected_count end,
    reporter_count, expected_count, false
from summed
