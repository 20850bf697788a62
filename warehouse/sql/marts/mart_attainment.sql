-- grain: area_id × indicator_id × territory × period × group_id × basis × target_id
-- unit: value, lo, hi, target_value in the indicator's unit (percent 0–100); numerator, denominator, gap_count, silent_denominator in its unit noun, counts with fractions where recast is estimated; attainment 1.0 = at the target; completeness, estimated_share 0–1
-- null: group_id = total; target_id = no target applies; value = see status; gap_count = no denominator; numerator, denominator = not reported, or suppressed (a recast row keeps its counts where too few parts reported for a value); firm = completeness decided nothing; lo, hi = no value; missing_reason = there is a value; road, anchor_value, k, r, arrow, p_attain, likelihood, expected_year_from, expected_year_to = not computed in this version; reporter_count, expected_count = reported by the area itself; source_id = nobody reported it
-- Every territory is complete: what its units reported themselves stands in it as a copy, everything else is recast (METHODS 10).
with reported as (
    select j.*, a.era, a.level, a.valid_from is null and a.valid_to is null as is_of_both_eras
    from judged as j
    inner join dim_area as a using (area_id)
    where j.territory = 'as_reported'
),

placed as (
    select * from judged

    union all by name

    select * exclude (era, level, is_of_both_eras) replace ('current' as territory)
    from reported as r
    anti join territory_observation as t
        on t.territory = 'current' and t.area_id = r.area_id and t.indicator_id = r.indicator_id and t.period = r.period and t.group_id = r.group_id
        and t.basis = r.basis
    where r.era = '2025-07'

    union all by name

    select * exclude (era, level, is_of_both_eras) replace ('former_districts' as territory)
    from reported as r
    anti join territory_observation as t
        on t.territory = 'former_districts' and t.area_id = r.area_id and t.indicator_id = r.indicator_id and t.period = r.period
        and t.group_id = r.group_id and t.basis = r.basis
    where r.level <> 'ward' and (r.era = 'before-2025-07' or r.is_of_both_eras)
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
    case when j.status <> 'suppressed' then j.numerator::double end as numerator,
    case when j.status <> 'suppressed' then j.denominator::double end as denominator,
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
    h.target_id is not null and j.estimated_share <= p.estimated_share_maximum as is_headline,
    j.target_distance > 0 as is_inherited,
    j.status,
    j.status_reason,
    j.firm,
    j.gap_count,
    j.gap_count_min,
    j.gap_count_max,
    j.attainment,
    null::double as road,
    null::double as anchor_value,
    null::double as k,
    null::double as r,
    null::varchar as arrow,
    null::double as p_attain,
    null::varchar as likelihood,
    null::smallint as expected_year_from,
    null::smallint as expected_year_to,
    j.completeness,
    j.reporter_count,
    j.expected_count,
    j.silent_denominator,
    j.recast,
    j.estimated_share,
    j.report_status,
    j.is_reported,
    j.source_id,
    j.is_simulated
from placed as j
cross join build_parameter as p
left join headline_target as h
    on h.area_id = j.area_id and h.indicator_id = j.indicator_id and h.target_id = j.target_id
    and h.target_year is not distinct from j.target_year
order by j.territory, j.indicator_id, j.area_id, j.period_end, j.group_id, j.basis, j.target_id
