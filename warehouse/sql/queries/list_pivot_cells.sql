-- grain: row_1 × row_2 × column_1 × depth × is_row_total: one cell of a pivot, one of its subtotals or the total of everything
-- unit: numerator, denominator, gap_count in the unit noun; value, target_value in percent; change in points of percent; depth 0 = cell, 1 = subtotal of row_1, 2 = total
-- null: value = see blank_reason; row_1, row_2, column_1 = summed over; gap_count = no common headline target on this base; change = no earlier period, or no unit with both; reported_count, expected_count = a unit stands in several cells; names = the code names no area
-- period_before is the last one that ended in the same month of a year, else the last one.
-- Sums hold the cells that are shown in the release and have both counts, so nothing hidden is ever added and nothing hidden can follow from a subtotal.
with kind as (
    select code, split_part(code, '.', 1) as level, split_part(code, '.', 2) as era, split_part(code, '.', 3) as territory
    from (select unnest(string_split($units, ',')) as code)
),

member as (
    select k.code as kind, k.territory, k.level, a.area_id, coalesce(a.parent_area_id, '') as parent_area_id
    from dim_area as a
    inner join kind as k on k.level = a.level and (k.era = a.era or (a.level in ('nation', 'region', 'province') and a.valid_from is null and a.valid_to is null))
    where $place in (a.area_id, a.parent_area_id, a.province_area_id) or $place = 'VN'
),

named as (
    select title_id, any_value(indicator_id) as indicator_id from mart_title_flow where group_id is null group by title_id
),

scope as (
    select b.kind, b.level, b.parent_area_id, m.territory, m.area_id, m.indicator_id, m.period, coalesce(m.group_id, '') as group_id, m.basis,
        any_value(m.period_end) as period_end,
        any_value(m.value) as value,
        case when any_value(m.value) is not null and any_value(m.denominator) > 0 then any_value(m.numerator) end as numerator,
        case when any_value(m.value) is not null and any_value(m.denominator) > 0 and any_value(m.numerator) is not null then any_value(m.denominator) end as denominator,
        any_value(m.qualifier) as qualifier,
        bool_or(m.status = 'suppressed') as is_hidden,
        bool_or(m.missing_reason = 'not_applicable') as is_not_applicable,
        any_value(m.is_simulated) as is_simulated,
        any_value(m.recast) as recast,
        any_value(m.reporter_count) as reporter_count,
        any_value(m.expected_count) as expected_count,
        any_value(m.target_value) filter (where m.is_headline and m.target_year = $target_year and m.gap_count is not null) as target_value,
        any_value(m.direction) as direction
    from mart_attainment as m
    inner join member as b using (area_id, territory)
    where list_contains(string_split($indicators, ','), m.indicator_id)
      and list_contains(string_split($bases, ','), m.basis)
      and list_contains(string_split($groups, ','), coalesce(m.group_id, 'everybody'))
      and ($change_asked or list_contains(string_split($periods, ','), m.period))
    group by all
),

earlier as (
    select n.kind, n.indicator_id, n.basis, n.group_id, n.period, max_by(o.period, (month(o.period_end) = month(n.period_end), o.period_end)) as period_before
    from (select distinct kind, indicator_id, basis, group_id, period, period_end from scope) as n
    inner join (select distinct kind, indicator_id, basis, group_id, period, period_end from scope where numerator is not null) as o
        on o.kind = n.kind and o.indicator_id = n.indicator_id and o.basis = n.basis and o.group_id = n.group_id and o.period_end < n.period_end
    inner join dim_indicator as i on i.indicator_id = n.indicator_id
    where $change_asked and (i.accumulation <> 'year_to_date' or month(o.period_end) = month(n.period_end))
    group by all
),

observation as (
    select s.*, e.period_before,
        case when s.denominator is not null then o.numerator end as numerator_before,
        case when s.denominator is not null then o.denominator end as denominator_before,
        map {
            'area': s.area_id, 'parent': s.parent_area_id, 'indicator': s.indicator_id, 'title': coalesce(t.title_id, ''), 'period': s.period,
            'group': s.group_id, 'basis': s.basis, 'territory': s.territory, 'level': s.level
        } as place_on
    from scope as s
    left join named as t using (indicator_id)
    left join earlier as e using (kind, indicator_id, basis, group_id, period)
    left join scope as o
        on o.kind = s.kind and o.area_id = s.area_id and o.indicator_id = s.indicator_id and o.basis = s.basis and o.group_id = s.group_id
        and o.period = e.period_before
    where list_contains(string_split($periods, ','), s.period)
),

placed as (
    select * exclude (place_on), coalesce(place_on[$row_1], '') as row_1, coalesce(place_on[$row_2], '') as row_2, coalesce(place_on[$column_1], '') as column_1,
        coalesce(nullif(row_1, ''), '-') as code_1, coalesce(nullif(row_2, ''), '-') as code_2,
        case when $row_2 = '' then code_1 else code_1 || '|' || code_2 end as row_code
    from observation
    where $kept is null or row_code in (select unnest(string_split($kept, ',')))
),

summed as (
    select row_1, row_2, column_1,
        case when grouping(row_1) = 1 then 2 when grouping(row_2) = 1 then 1 else 0 end as depth,
        grouping(column_1) = 1 as is_row_total,
        count(*) as cell_count,
        count(value) as value_count,
        count(denominator) as counted_count,
        count(*) filter (where is_hidden) as hidden_count,
        count(*) filter (where is_not_applicable and not is_hidden) as not_applicable_count,
        count(*) filter (where is_simulated and value is not null) as simulated_count,
        count(*) filter (where recast = 'estimated' and value is not null) as estimated_count,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        case when count(value) = 1 then any_value(value) end as published_value,
        case when count(value) = 1 then any_value(qualifier) filter (where value is not null) end as qualifier,
        sum(coalesce(reporter_count, (value is not null or is_hidden)::int)) as reported_count,
        sum(case when is_not_applicable then 0 else coalesce(expected_count, 1) end) as expected_count,
        count(distinct indicator_id) as indicator_count,
        count(distinct basis) as basis_count,
        count(distinct period) as period_count,
        count(distinct kind) as kind_count,
        count(distinct group_id) as group_count,
        count(*) filter (where g.dimension is distinct from 'occupation') as other_group_count,
        case when count(distinct target_value) = 1 and count(target_value) = count(value) then any_value(target_value) end as target_value,
        any_value(direction) as direction,
        case when count(distinct period_before) = 1 then any_value(period_before) end as period_before,
        sum(numerator) filter (where denominator_before is not null) as numerator_same,
        sum(denominator) filter (where denominator_before is not null) as denominator_same,
        sum(numerator_before) as numerator_before,
        sum(denominator_before) as denominator_before,
        count(denominator_before) as same_count,
        any_value(row_code) as row_code, any_value(area_id) as area_id, any_value(indicator_id) as indicator_id, any_value(basis) as basis, any_value(period) as period,
        any_value(group_id) as group_id, any_value(territory) as territory
    from placed
    left join dim_group as g using (group_id)
    group by grouping sets ((row_1, row_2, column_1), (row_1, row_2), (row_1, column_1), (row_1), (column_1), ())
),

judged as (
    select *,
        case
            when indicator_count > 1 then 'several_indicators'
            when basis_count > 1 then 'several_bases'
            when period_count > 1 then 'several_periods'
            when kind_count > 1 then 'several_units'
            when group_count > 1 and other_group_count > 0 then 'overlapping_groups'
            when value_count = 0 and hidden_count > 0 then 'hidden'
            when value_count = 0 and not_applicable_count = cell_count then 'not_applicable'
            when value_count = 0 then 'no_data'
            when value_count > 1 and counted_count = 0 then 'no_counts'
        end as blank_reason,
        indicator_count = 1 and basis_count = 1 and period_count = 1 and kind_count = 1 and group_count = 1 as has_each_unit_once
    from summed
)

select
    j.row_1, j.row_2, j.column_1, j.depth, j.is_row_total, j.cell_count, j.value_count, j.counted_count, j.hidden_count, j.not_applicable_count,
    j.simulated_count, j.estimated_count, j.blank_reason, j.qualifier,
    case when j.has_each_unit_once then j.reported_count end::bigint as reported_count,
    case when j.has_each_unit_once then j.expected_count end::bigint as expected_count,
    case when j.blank_reason is null then j.numerator end as numerator,
    case when j.blank_reason is null then j.denominator end as denominator,
    case when j.blank_reason is null then coalesce(100 * j.numerator / j.denominator, j.published_value) end as value,
    case when j.blank_reason is null then j.target_value end as target_value,
    case when j.blank_reason is null and j.target_value is not null and j.denominator is not null then greatest(
        0, ceil(j.direction * (j.target_value::decimal(9, 4) * j.denominator::decimal(18, 4) - 100 * j.numerator::decimal(18, 4))::double / 100)
    )::bigint end as gap_count,
    case when j.blank_reason is null then j.period_before end as period_before,
    case when j.blank_reason is null and j.period_before is not null
        then 100 * (j.numerator_same / j.denominator_same - j.numerator_before / j.denominator_before) end as change,
    j.same_count,
    j.direction,
    case when j.depth = 0 then j.row_code end as row_code,
    case when j.cell_count = 1 then j.area_id end as area_id,
    case when j.indicator_count = 1 then j.indicator_id end as indicator_id,
    case when j.basis_count = 1 then j.basis end as basis,
    case when j.period_count = 1 then j.period end as period,
    case when j.group_count = 1 then j.group_id end as group_id,
    case when j.kind_count = 1 then j.territory end as territory,
    a.name_vi as row_1_name_vi, a.name_en as row_1_name_en, b.name_vi as row_2_name_vi, b.name_en as row_2_name_en,
    c.name_vi as column_1_name_vi, c.name_en as column_1_name_en
from judged as j
left join dim_area as a on a.area_id = j.row_1
left join dim_area as b on b.area_id = j.row_2
left join dim_area as c on c.area_id = j.column_1
where ($row_2 <> '' or j.depth <> 1) and ($column_1 <> '' or not j.is_row_total)
order by a.name_vi collate vi, j.row_1, b.name_vi collate vi, j.row_2, j.column_1, j.depth, j.is_row_total
