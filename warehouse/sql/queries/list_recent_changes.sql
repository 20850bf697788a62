-- grain: one area × indicator in percent: its last two comparable periods, the later one ended after $earlier_day and by $last_day, the earlier one by $earlier_day (any where they are null), on one base and one territory
-- unit: values in percent, recomputed from the counts of the same reporters in both periods; numerators in the unit noun; unit_count in units
-- null: numerators = the source gives a rate without counts; unit_count = a figure of the area itself, not a sum of reports
-- A unit counts only where all of it reported in both periods: one put together from former units of which some were silent would seem to fall.
-- Both periods are complete enough for a trend; a year-to-date figure is compared with the same part of a year only.
-- *_is_published = of a source that publishes, not a unit's own report or a sum of them.
-- recast = of the earlier period: how it was put together on the territory of the later one.
with own as (
    select distinct on (m.indicator_id, m.period)
        m.indicator_id, m.basis, m.period, m.period_end, m.value, m.numerator, m.denominator, m.recast, m.is_reported, m.is_simulated, m.report_status,
        coalesce(m.source_id in (select source_id from dim_source where shipped_file is not null), false) as is_published
    from mart_attainment as m
    inner join dim_indicator as i on i.indicator_id = m.indicator_id and i.unit = 'percent' and i.target_basis = m.basis
    where m.area_id = $area_id and m.territory = $territory and m.group_id is null and m.value is not null
      and m.completeness >= $least_completeness::double and m.qualifier = 'exact' and m.basis <> 'unknown'
      and ($last_day is null or m.period_end <= cast($last_day as date))
),

paired as (
    select n.indicator_id, n.basis, o.period as old_period, o.period_end as old_period_end, n.period as new_period, n.period_end as new_period_end,
        o.value as old_value, o.numerator as old_numerator, n.value as new_value, n.numerator as new_numerator,
        o.is_reported and n.is_reported as is_reported, o.recast, o.is_simulated or n.is_simulated as is_simulated,
        o.report_status as old_report_status, o.is_published as old_is_published,
        n.report_status as new_report_status, n.is_published as new_is_published
    from own as n
    inner join own as o on o.indicator_id = n.indicator_id and o.period_end < n.period_end
    inner join dim_indicator as i on i.indicator_id = n.indicator_id
    where (i.accumulation <> 'year_to_date' or month(o.period_end) = month(n.period_end))
      and ($earlier_day is null or (o.period_end <= cast($earlier_day as date) and n.period_end > cast($earlier_day as date)))
    qualify row_number() over (partition by n.indicator_id order by n.period_end desc, o.period_end desc) = 1
),

unit as (
    select area_id from dim_area where level = 'ward' and $area_id in (parent_area_id, province_area_id)
),

unit_value as (
    select distinct on (m.area_id, m.indicator_id, m.period) m.area_id, m.indicator_id, m.period, m.numerator, m.denominator
    from mart_attainment as m
    inner join paired as p on p.indicator_id = m.indicator_id and p.basis = m.basis and m.period in (p.old_period, p.new_period)
    where m.area_id in (select area_id from unit) and m.territory = $territory and m.group_id is null
      and m.numerator is not null and m.denominator > 0 and m.completeness = 1 and not p.is_reported
),

same_reporters as (
    select p.indicator_id, count(*) as unit_count,
        sum(o.numerator) as old_numerator, sum(o.denominator) as old_denominator,
        sum(n.numerator) as new_numerator, sum(n.denominator) as new_denominator
    from paired as p
    inner join unit_value as o on o.indicator_id = p.indicator_id and o.period = p.old_period
    inner join unit_value as n on n.indicator_id = p.indicator_id and n.period = p.new_period and n.area_id = o.area_id
    group by p.indicator_id
)

select p.indicator_id, i.sort, i.name_vi, i.name_en, i.short_vi, i.short_en, i.unit, i.unit_noun_vi, i.unit_noun_en, i.direction,
    p.basis, p.old_period, p.old_period_end, p.new_period, p.new_period_end, p.recast, p.is_simulated, s.unit_count,
    p.old_report_status, p.old_is_published, p.new_report_status, p.new_is_published,
    case when p.is_reported then p.old_value else 100 * s.old_numerator / s.old_denominator end as old_value,
    case when p.is_reported then p.new_value else 100 * s.new_numerator / s.new_denominator end as new_value,
    case when p.is_reported then p.old_numerator else s.old_numerator end as old_numerator,
    case when p.is_reported then p.new_numerator else s.new_numerator end as new_numerator
from paired as p
inner join dim_indicator as i using (indicator_id)
left join same_reporters as s using (indicator_id)
where p.is_reported or s.unit_count > 0
order by i.sort
