-- grain: territory × area × indicator × period × group × basis × target
-- unit: as observation, territory_observation and target
-- null: target columns where no target applies
-- Districts and wards meet their headline targets only; nation and provinces meet every target in force for them.
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

applicable as (
    select s.area_id, s.distance, t.*, coalesce(t.due, date '9999-12-31') as last_day
    from dim_target as t
    inner join area_scope as s on s.scope_area_id = t.scope_area_id
    inner join dim_area as a on a.area_id = s.area_id
    left join headline_target as h on h.area_id = s.area_id and h.target_id = t.target_id
    where h.target_id is not null or a.level not in ('district', 'ward')
)

select
    o.territory,
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
    t.distance as target_distance
from everything as o
inner join dim_period as d using (period)
inner join dim_indicator as i using (indicator_id)
left join dim_area as a using (area_id)
left join applicable as t
    on t.area_id = o.area_id and t.indicator_id = o.indicator_id and t.last_day >= d.period_end
