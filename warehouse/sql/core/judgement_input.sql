-- grain: territory × area × indicator × period × group × basis × target
-- unit: as observation, territory_observation and target
-- null: target columns where no target applies; base_end = the document names no base year; previous_due = the target is the first milestone
-- Districts and wards meet their headline targets only; nation and provinces meet every target in force for them. The groups of a ward that
-- ended meet the first target after its end only: it says that the ward ended, and another would say no more.
with awaited as (
    select area_id, indicator_id, period, '' as group_id, basis, 'exact' as qualifier, 'not_reported' as missing_reason,
        0::bigint as silent_denominator, true as is_silent_known, 0.0::double as completeness, 'provisional' as report_status,
        false as is_simulated, true as is_reported
    from awaited_observation
),

everything as (
    select *, 'as_reported' as territory, 'none' as recast, 0.0::double as estimated_share from observation
    union all by name
    select *, 'as_reported' as territory, 'none' as recast, 0.0::double as estimated_share from awaited
    union all by name
    select * exclude (period_end), false as is_reported from territory_observation
),

copied as ( -- what was reported stands on other territories too, where nothing is recast in its place
    select e.*, e.territory = 'as_reported' and c.area_id is null as is_free_on_current, e.territory = 'as_reported' and f.area_id is null as is_free_on_former
    from everything as e
    left join (from territory_observation where territory = 'current') as c using (area_id, indicator_id, period, group_id, basis)
    left join (from territory_observation where territory = 'former_districts') as f using (area_id, indicator_id, period, group_id, basis)
),

scope as materialized ( -- first, because few areas of the country are in most builds
    select s.area_id, s.scope_area_id, s.distance, a.level, a.valid_to
    from area_scope as s
    inner join dim_area as a on a.area_id = s.area_id
    where s.area_id in (select area_id from everything)
),

applicable as (
    select s.area_id, s.distance, t.indicator_id, t.target_id, coalesce(t.due, date '9999-12-31') as last_day,
        s.level = 'ward' and s.valid_to < t.due as is_after_end, h.target_id is not null as is_headline
    from dim_target as t
    inner join scope as s on s.scope_area_id = t.scope_area_id
    left join headline_target as h on h.area_id = s.area_id and h.target_id = t.target_id
    semi join everything as e on e.area_id = s.area_id and e.indicator_id = t.indicator_id
    where h.target_id is not null or s.level not in ('district', 'ward')
),

paired as (
    select *, false as is_group from applicable
    union all
    select *, true as is_group from applicable where not coalesce(is_after_end, false)
    union all
    select *, true as is_group
    from applicable
    where is_after_end
    qualify row_number() over (partition by area_id, indicator_id order by last_day, target_id) = 1
),

milestone as (
    select t.target_id, max(earlier.due) as previous_due
    from dim_target as t
    inner join dim_target as earlier
        on earlier.authority = t.authority and earlier.scope_area_id = t.scope_area_id and earlier.indicator_id = t.indicator_id
        and earlier.target_basis = t.target_basis and earlier.due < t.due
    where earlier.target_value is not null
    group by t.target_id
)

select
    o.territory,
    coalesce(o.is_free_on_current and a.era = '2025-07', false) as is_on_current,
    coalesce(
        o.is_free_on_former and a.level <> 'ward' and (a.era = 'before-2025-07' or (a.valid_from is null and a.valid_to is null)), false
    ) as is_on_former_districts,
    -- a unit that exists goes on from the recast values of those it was made of; a former one from its own (METHODS 10)
    case
        when o.territory <> 'as_reported' then o.territory
        when a.era = '2025-07' then 'current'
        when a.level <> 'ward' then 'former_districts'
        else 'as_reported'
    end as series_territory,
    o.area_id,
    o.indicator_id,
    o.period,
    d.period_end,
    o.group_id,
    o.basis,
    o.as_of,
    o.numerator,
    o.denominator,
    o.value,
    i.unit,
    i.counts_persons,
    i.direction,
    i.accumulation,
    o.qualifier,
    o.missing_reason,
    o.silent_denominator,
    o.is_silent_known as silent_known,
    o.completeness,
    o.reporter_count,
    o.expected_count,
    o.report_status,
    o.is_simulated,
    o.is_reported,
    o.source_id,
    o.recast,
    o.estimated_share,
    -- former territory goes on where it can be put together again exactly (METHODS 11)
    least(case when o.territory <> 'former_districts' or o.recast <> 'exact' then a.valid_to end, i.ended_on) as ended_on,
    t.target_id,
    t.target_year,
    t.target_value,
    t.target_operator,
    t.target_basis,
    t.is_verified as target_verified,
    t.due,
    p.distance as target_distance,
    coalesce(p.is_headline, false) as is_headline_target,
    make_date(t.base_year, 12, 31) as base_end,
    m.previous_due
from copied as o
inner join dim_period as d using (period)
inner join dim_indicator as i using (indicator_id)
left join dim_area as a using (area_id)
left join paired as p
    on p.area_id = o.area_id and p.indicator_id = o.indicator_id and p.is_group = (o.group_id <> '') and p.last_day >= d.period_end
left join dim_target as t on t.target_id = p.target_id
left join milestone as m on m.target_id = p.target_id
