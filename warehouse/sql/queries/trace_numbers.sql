-- grain: number asked for × cell it was read from; one row without a cell where it was summed, recast or is not in the release
-- unit: none; the cells say where a value stands, not how much it is
-- null: area_*, indicator_*, period_end and what follows = the release knows no such place, indicator or number; measure … cell = it has no cell of its own
with asked as (
    select line as asked, string_split(line, '|') as parts
    from (select unnest(string_split($numbers, chr(10))) as line)
),

numbers as (
    select asked, parts[1] as area_id, parts[2] as indicator_id, parts[3] as period, parts[4] as basis, nullif(parts[5], '-') as group_id
    from asked
),

known as (
    select n.asked, any_value(a.period_end) as period_end, max(a.as_of) as as_of, any_value(a.reporter_count) as reporter_count,
        any_value(a.expected_count) as expected_count, bool_or(a.is_reported) as is_reported, bool_or(a.is_simulated) as is_simulated
    from numbers as n
    inner join mart_attainment as a
        on a.area_id = n.area_id and a.indicator_id = n.indicator_id and a.period = n.period and a.basis = n.basis
            and a.group_id is not distinct from n.group_id
    where a.territory = 'as_reported' and a.value is not null
    group by n.asked
)

select n.asked, n.period, n.basis, area.name_vi as area_name_vi, area.name_en as area_name_en, i.name_vi, i.name_en, i.unit, i.numerator_vi,
    i.numerator_en, i.denominator_vi, i.denominator_en, g.name_vi as group_name_vi, g.name_en as group_name_en, k.period_end, k.as_of,
    k.reporter_count, k.expected_count, k.is_reported, k.is_simulated, p.measure, p.file_name, p.sheet, p.cell,
    s.name_vi as source_name_vi, s.name_en as source_name_en
from numbers as n
left join known as k using (asked)
left join dim_area as area using (area_id)
left join dim_indicator as i using (indicator_id)
left join dim_group as g using (group_id)
left join mart_provenance as p
    on p.area_id = n.area_id and p.indicator_id = n.indicator_id and p.period = n.period and p.basis = n.basis
        and p.group_id is not distinct from n.group_id
left join dim_source as s on s.source_id = p.source_id
order by n.asked, p.loaded_at desc, p.measure, p.cell
