-- grain: area_id × title_id × period × group_id × origin, with the indicator_id that judges it (reported = the area's own form, summed = over its reporting units, published = figures published for it), as reported
-- unit: counts in the unit noun of the title; completeness 0–1; registered_of_total_count over registered_base_count, assessed_count over assessed_base_count, recognised_of_registered_count over registered_count, recognised_of_assessed_count over assessed_count = of the units that reported both
-- null: group_id = total; a count = see its *_missing (not_reported, not_applicable, suppressed); *_missing = there is the count; *_base_count, *_of_* = one of the two counts is missing; reporter and expected counts = not a sum, assessed_reporter_count also where a hidden number would follow from it; silent_total_count = not a sum, not known, or hidden; source_id = nobody reported it
-- Counts of total, registered and recognised are those of mart_attainment, so that what is hidden there is hidden here; assessed is hidden with them.
-- Real and simulated figures of one place have rows of their own and are never added.
with form as materialized (
    select distinct title_id, indicator_id, basis, denominator as measure, case when groups not in ('', 'occupation') then groups else '' end as only_group
    from indicator_form
    where numerator = 'recognised' and denominator in ('total', 'registered')
),

shown as materialized (
    select distinct on (a.area_id, a.indicator_id, a.period, a.group_id, a.basis)
        a.area_id, a.indicator_id, a.period, a.period_end, coalesce(a.group_id, '') as group_id, a.basis, a.as_of, a.numerator::bigint as numerator,
        a.denominator::bigint as denominator, a.qualifier, a.missing_reason, a.status = 'suppressed' as is_hidden, a.reporter_count, a.expected_count,
        a.completeness, a.silent_denominator::bigint as silent_denominator, a.report_status, a.is_reported, a.is_simulated, a.source_id
    from mart_attainment as a
    where a.territory = 'as_reported' and a.indicator_id in (select indicator_id from form)
),

replaced as ( -- the sum beside an official figure of things; of persons the official figure stands alone (METHODS 8)
    select s.area_id, s.indicator_id, s.period, p.period_end, s.group_id, s.basis, s.as_of, s.numerator, s.denominator, s.qualifier,
        case when s.reporter_count = 0 then 'not_reported' end as missing_reason, false as is_hidden, s.reporter_count, s.expected_count,
        case when s.is_silent_known and s.denominator + s.silent_denominator > 0 then s.denominator / (s.denominator + s.silent_denominator)
            else s.reporter_count / s.expected_count end as completeness,
        case when s.is_silent_known then s.silent_denominator end as silent_denominator, s.report_status, false as is_reported, s.is_simulated, s.source_id
    from aggregate_observation as s
    inner join dim_period as p using (period)
    inner join dim_indicator as i on i.indicator_id = s.indicator_id and not i.counts_persons
    semi join shown as r
        on r.area_id = s.area_id and r.indicator_id = s.indicator_id and r.period = s.period and r.group_id = s.group_id and r.basis = s.basis and r.is_reported
),

number as (
    select s.* exclude (is_reported), f.title_id, f.measure, coalesce(nullif(s.group_id, ''), f.only_group) as title_group,
        case when p.area_id is not null then 'published' when s.is_reported then 'reported' else 'summed' end as origin
    from (select * from shown union all by name select * from replaced) as s
    inner join (select distinct title_id, indicator_id, only_group, basis, measure from form
        union all select distinct title_id, indicator_id, only_group, 'unknown', 'unknown' from form) as f using (indicator_id, basis)
    left join published_observation as p
        on p.area_id = s.area_id and p.indicator_id = s.indicator_id and p.period = s.period and p.group_id = s.group_id and p.basis = s.basis and s.is_reported
    semi join observation as o
        on o.area_id = s.area_id and o.indicator_id = s.indicator_id and o.period = s.period and o.group_id = s.group_id and o.basis = s.basis
),

flow as materialized (
    select area_id, title_id, indicator_id, period, title_group, origin, min(period_end) as period_end, max(as_of) as as_of,
        max(denominator) filter (measure = 'total') as total_count,
        max(denominator) filter (measure = 'registered') as registered_count,
        coalesce(max(numerator) filter (measure = 'total'), max(numerator) filter (measure = 'registered'), max(numerator)) as recognised_count,
        max(numerator) filter (measure = 'registered' and denominator is not null) as recognised_of_registered_count,
        max(missing_reason) filter (measure = 'total') as total_reason,
        max(missing_reason) filter (measure = 'registered') as registered_reason,
        coalesce(bool_or(is_hidden) filter (measure = 'total'), false) as is_total_hidden,
        coalesce(bool_or(is_hidden) filter (measure = 'registered'), false) as is_registered_hidden,
        coalesce(min(qualifier) filter (qualifier <> 'exact'), 'exact') as qualifier,
        max(reporter_count) filter (measure = 'total') as reporter_count,
        max(reporter_count) filter (measure = 'registered') as registered_reporter_count,
        max(expected_count) as expected_count,
        coalesce(max(completeness) filter (measure = 'total'), max(completeness)) as completeness,
        max(silent_denominator) filter (measure = 'total' and expected_count is not null) as silent_total_count,
        case when bool_or(report_status = 'provisional') then 'provisional' else 'final' end as report_status,
        bool_or(is_simulated) as is_simulated, min(source_id) as source_id
    from number
    group by all
),

assessed as (
    select area_id, subject_id as title_id, period, group_id as title_group, max(value)::bigint as assessed, max(missing_reason) as missing_reason
    from reported_value
    where measure = 'assessed'
    group by all
),

unit_count as (
    select u.area_id, u.parent_area_id, u.province_area_id, f.title_id, u.period, coalesce(nullif(u.group_id, ''), f.only_group) as title_group,
        max(u.denominator) filter (f.measure = 'total' and u.has_reported) as total,
        max(u.denominator) filter (f.measure = 'registered' and u.has_reported) as registered,
        max(u.numerator) filter (u.has_reported) as recognised
    from unit_observation as u
    inner join form as f using (indicator_id, basis)
    group by all
),

unit as materialized (
    select u.*, a.assessed, coalesce(h.is_total_hidden or h.is_registered_hidden, false) as is_hidden
    from unit_count as u
    left join assessed as a using (area_id, title_id, period, title_group)
    left join flow as h on h.origin = 'reported' and h.area_id = u.area_id and h.title_id = u.title_id and h.period = u.period and h.title_group = u.title_group
),

unsafe as ( -- a hidden unit that left a count blank would leave another hidden one alone in the sum of that count
    select distinct province_area_id, title_id, period, title_group
    from unit
    where is_hidden and (total is null or registered is null or recognised is null or assessed is null)
),

placed as (
    select parent_area_id as whole_area_id, * from unit where parent_area_id <> province_area_id
    union all
    select province_area_id as whole_area_id, * from unit
),

summed as (
    select p.whole_area_id as area_id, p.title_id, p.period, p.title_group,
        sum(p.total) filter (p.registered is not null)::bigint as registered_base_count,
        sum(p.registered) filter (p.total is not null)::bigint as registered_of_total_count,
        sum(p.assessed) filter (p.registered is not null)::bigint as assessed_count,
        sum(p.registered) filter (p.assessed is not null)::bigint as assessed_base_count,
        sum(p.recognised) filter (p.assessed is not null and p.registered is not null)::bigint as recognised_of_assessed_count,
        count(p.assessed) filter (p.registered is not null) as assessed_reporter_count
    from placed as p
    anti join unsafe using (province_area_id, title_id, period, title_group)
    group by all
)

select
    f.area_id,
    f.title_id,
    f.indicator_id,
    f.period,
    nullif(f.title_group, '') as group_id,
    f.origin,
    f.period_end,
    f.as_of,
    f.total_count,
    f.registered_count,
    case when not f.is_total_hidden and not f.is_registered_hidden then
        case f.origin when 'summed' then s.assessed_count when 'reported' then a.assessed end end as assessed_count,
    f.recognised_count,
    case when not f.is_total_hidden and not f.is_registered_hidden then
        case f.origin when 'summed' then s.registered_base_count else f.total_count + 0 * f.registered_count end end as registered_base_count,
    case when not f.is_total_hidden and not f.is_registered_hidden then
        case f.origin when 'summed' then s.registered_of_total_count else f.registered_count + 0 * f.total_count end end as registered_of_total_count,
    case when not f.is_total_hidden and not f.is_registered_hidden then
        case f.origin when 'summed' then s.assessed_base_count when 'reported' then f.registered_count + 0 * a.assessed end end as assessed_base_count,
    case when not f.is_total_hidden and not f.is_registered_hidden then
        case f.origin when 'summed' then s.recognised_of_assessed_count when 'reported' then f.recognised_count + 0 * a.assessed end end
        as recognised_of_assessed_count,
    f.recognised_of_registered_count,
    case when f.is_total_hidden then 'suppressed' when f.total_count is null then coalesce(f.total_reason, 'not_reported') end as total_missing,
    case when f.is_registered_hidden then 'suppressed' when f.registered_count is null then coalesce(f.registered_reason, 'not_reported') end
        as registered_missing,
    case
        when f.is_total_hidden or f.is_registered_hidden then 'suppressed'
        when f.origin = 'summed' and s.assessed_count is null then case when u.title_id is null then 'not_reported' else 'suppressed' end
        when f.origin = 'reported' and a.assessed is null then coalesce(a.missing_reason, 'not_reported')
        when f.origin = 'published' then 'not_reported'
    end as assessed_missing,
    case
        when f.recognised_count is not null then null
        when f.is_total_hidden or f.is_registered_hidden then 'suppressed'
        else coalesce(f.total_reason, f.registered_reason, 'not_reported')
    end as recognised_missing,
    f.qualifier,
    f.reporter_count,
    f.registered_reporter_count,
    case when f.origin = 'summed' and not f.is_total_hidden and not f.is_registered_hidden then s.assessed_reporter_count end as assessed_reporter_count,
    f.expected_count,
    f.completeness,
    f.silent_total_count,
    f.report_status,
    f.source_id,
    f.is_simulated
from flow as f
left join assessed as a using (area_id, title_id, period, title_group)
left join summed as s using (area_id, title_id, period, title_group)
left join dim_area as place using (area_id)
left join unsafe as u
    on u.province_area_id = place.province_area_id and u.title_id = f.title_id and u.period = f.period and u.title_group = f.title_group
order by f.title_id, f.area_id, f.period_end, f.title_group, f.origin
