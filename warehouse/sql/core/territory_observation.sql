-- grain: territory × area × indicator × period × group × basis, recast from the units that existed then (METHODS 10)
-- unit: counts in the indicator's unit noun, with fractions where a unit was divided; completeness, estimated_share 0–1
-- null: numerator, denominator where no part reported; silent_denominator never: 0 where none is silent
-- One weight for both counts. A part that did not report enters with its last known denominator, as a silent unit does (METHODS 9).
with source as materialized (
    select o.area_id, o.indicator_id, o.period, p.period_end, o.group_id, o.basis, o.numerator, o.denominator,
        o.numerator is not null and o.denominator is not null as has_reported,
        case when a.level <> 'province' then s.denominator when o.is_silent_known then o.silent_denominator end as silent_denominator,
        o.qualifier, o.as_of, o.report_status, o.is_simulated, o.source_id
    from observation as o
    inner join dim_period as p using (period)
    inner join dim_area as a using (area_id)
    inner join dim_indicator as i using (indicator_id)
    left join silent_denominator as s using (area_id, indicator_id, period, group_id, basis)
    where i.unit = 'percent' and (a.level = 'province' or a.area_id in (select area_id from reporting_unit))
      and (has_reported or o.value is null)
),

series as materialized (
    select distinct t.territory, t.area_id, s.indicator_id, s.period, s.period_end, s.group_id, s.basis
    from source as s
    inner join territory_part as t on t.source_area_id = s.area_id
    where t.territory <> 'common' or s.group_id = ''
),

expected as materialized (
    select e.*, t.source_area_id, coalesce(f.weight, t.weight) as weight
    from series as e
    inner join territory_part as t using (territory, area_id)
    inner join dim_area as a on a.area_id = t.source_area_id
    left join former_share as f
        on f.territory = e.territory and f.source_area_id = t.source_area_id and f.area_id = e.area_id
        and f.indicator_id = e.indicator_id and f.group_id = e.group_id and f.basis = e.basis
    where (a.valid_from is null or a.valid_from <= e.period_end) and (a.valid_to is null or a.valid_to >= e.period_end)
),

summed as materialized (
    select e.territory, e.area_id, e.indicator_id, e.period, e.period_end, e.group_id, e.basis,
        sum(e.weight * s.numerator) filter (where s.has_reported) as numerator,
        sum(e.weight * s.denominator) filter (where s.has_reported) as denominator,
        sum(e.weight * s.denominator) filter (where s.has_reported and e.weight < 1) as estimated_denominator,
        coalesce(sum(e.weight * s.silent_denominator), 0) as silent_denominator,
        coalesce(bool_and(s.silent_denominator is not null) filter (where not coalesce(s.has_reported, false)), true) as is_silent_known,
        bool_or(e.weight < 1) as is_divided,
        count(*) filter (where s.has_reported) as reporter_count,
        count(*) as expected_count,
        case when bool_or(s.qualifier <> 'exact') filter (where s.has_reported) then 'about' else 'exact' end as qualifier,
        max(s.as_of) as as_of,
        case when bool_or(s.report_status = 'provisional') filter (where s.has_reported) then 'provisional' else 'final' end as report_status,
        bool_or(s.is_simulated) as is_simulated,
        min(s.source_id) as source_id
    from expected as e
    left join source as s
        on s.area_id = e.source_area_id and s.indicator_id = e.indicator_id and s.period = e.period and s.group_id = e.group_id and s.basis = e.basis
    where e.weight > 0
    group by all
)

select s.* exclude (is_divided, estimated_denominator, silent_denominator),
    ceil(s.silent_denominator)::bigint as silent_denominator,
    case when s.is_divided then 'estimated' else 'exact' end as recast,
    case when s.denominator > 0 then coalesce(s.estimated_denominator, 0) / s.denominator else s.is_divided::integer end::double as estimated_share,
    case
        when s.reporter_count = 0 then 0
        when s.is_silent_known and s.denominator + s.silent_denominator > 0 then s.denominator / (s.denominator + s.silent_denominator)
        else s.reporter_count / s.expected_count
    end::double as completeness,
    case when s.reporter_count = 0 then 'not_reported' end as missing_reason
from summed as s
anti join (from observation where numerator is not null or value is not null) as o
    on o.area_id = s.area_id and o.indicator_id = s.indicator_id and o.period = s.period and o.group_id = s.group_id and o.basis = s.basis
