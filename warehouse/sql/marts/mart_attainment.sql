-- grain: area_id × indicator_id × territory × period × group_id × basis × target_id
-- unit: value, lo, hi, target_value in the indicator's unit (percent 0–100); numerator, denominator, gap_count, silent_denominator in its unit noun, counts with fractions where recast is estimated; attainment, road 1.0 = at the target; required_pace, observed_pace, remaining_pace, slope in the indicator's unit a year; noise in its unit; k, r 1.0 = as fast as needed; slope_spread 1/years; p_attain, completeness, estimated_share 0–1
-- null: group_id = total; target_id = no target applies; value = see status; gap_count = no denominator; numerator, denominator = not reported, or suppressed (a recast row keeps its counts where too few parts reported for a value); firm = completeness decided nothing, or people decided; computed_status, override_by, override_on, override_reason = nobody decided otherwise than the arithmetic; override_document = no document orders it; silent_denominator = that of a silent unit is not known, or suppressed; lo, hi = no value; missing_reason = there is a value; anchor_*, trend_*, slope, point_count = the series has no comparable point yet; observed_pace, observed_from = no two of them a year apart; remaining_pace, p_attain, likelihood, expected_* = no date, due, or remaining_pace and expected_* attained; k = the pace is not towards the target; road, r = the anchor is at the target or beyond; noise, slope_spread, freedom = fewer than three annual points; p_attain = fewer than four; arrow = fewer than two; expected_year_* = see expected_outlook, expected_year_to also where it lies beyond the horizon; base_jump = no earlier denominator; all of these on rows that are suppressed, not comparable or without value; reporter_count, expected_count = reported by the area itself; source_id = nobody reported it
-- Every territory is complete: what its units reported themselves stands in it as a copy, everything else is recast (METHODS 10).
with placed as (
    select * from judged
    union all by name
    select * replace ('current' as territory) from judged where is_on_current
    union all by name
    select * replace ('former_districts' as territory) from judged where is_on_former_districts
),

decided as ( -- a hidden number has no status to decide
    select j.territory, j.area_id, j.indicator_id, j.period, j.group_id, j.basis, j.target_id, o.status, o."by", o."on", o.reason, o.document
    from placed as j
    inner join status_override as o using (area_id, indicator_id, target_id, period)
    where j.group_id = '' and j.status <> 'suppressed'
    qualify row_number() over (
        partition by j.territory, j.area_id, j.indicator_id, j.target_id, j.period
        order by j.basis = j.target_basis desc, j.value_pct is not null desc, j.basis
    ) = 1
)

select
    j.area_id,
    j.indicator_id,
    j.territory,
    j.period,
    nullif(j.group_id, '') as group_id,
    j.basis,
    j.target_id,
    j.period_end,
    j.as_of,
    j.numerator::double as numerator,
    j.denominator::double as denominator,
    j.value_pct as value,
    j.lo,
    j.hi,
    j.qualifier,
    j.missing_reason,
    j.direction,
    j.target_year,
    j.due,
    j.target_value::double as target_value,
    j.target_basis,
    j.is_headline_target and j.estimated_share <= p.estimated_share_maximum as is_headline,
    j.target_distance > 0 as is_inherited,
    coalesce(o.status, j.status) as status,
    j.status_reason,
    case when o.status is null then j.firm end as firm,
    case when o.status is not null then j.status end as computed_status,
    o."by" as override_by,
    o."on" as override_on,
    o.reason as override_reason,
    o.document as override_document,
    j.gap_count,
    j.gap_count_min,
    j.gap_count_max,
    j.attainment,
    j.anchor_period,
    j.anchor_value,
    j.trend_period,
    j.trend_value,
    j.trend_recast,
    j.road,
    j.required_pace,
    j.observed_pace,
    j.remaining_pace,
    j.observed_from,
    j.k,
    j.r,
    j.slope,
    j.noise,
    j.slope_spread,
    j.freedom,
    j.point_count,
    j.arrow,
    j.p_attain,
    j.likelihood,
    j.expected_year_from,
    j.expected_year_to,
    j.expected_outlook,
    j.base_jump,
    j.completeness,
    j.reporter_count,
    j.expected_count,
    case when j.silent_known then j.silent_denominator end as silent_denominator,
    j.recast,
    j.estimated_share,
    j.report_status,
    j.is_reported,
    j.source_id,
    j.is_simulated
from placed as j
cross join build_parameter as p
left join decided as o
    on o.territory = j.territory and o.area_id = j.area_id and o.indicator_id = j.indicator_id and o.period = j.period and o.group_id = j.group_id
    and o.basis = j.basis and o.target_id = j.target_id
