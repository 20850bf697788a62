-- grain: one table × period that holds most but not all units of a province or district
-- unit: counts of areas
-- null: none
with held as (
    select distinct r.table_id, r.sheet, r.period, r.area_id, a.parent_area_id
    from candidate_row as r
    inner join area as a using (area_id)
),

expected as (
    select h.table_id, h.sheet, h.period, h.parent_area_id, a.area_id, a.name_vi
    from (select distinct table_id, sheet, period, parent_area_id from held) as h
    inner join area as a using (parent_area_id)
    inner join candidate_period as p using (period)
    where (a.valid_from is null or a.valid_from <= p.period_end) and (a.valid_to is null or a.valid_to >= p.period_end)
),

counted as (
    select e.table_id, e.sheet, e.period, count(*) as expected_count, count(h.area_id) as held_count,
        list(e.name_vi) filter (where h.area_id is null) as missing_names
    from expected as e
    left join held as h using (table_id, period, area_id)
    group by e.table_id, e.sheet, e.period, e.parent_area_id
    having held_count < expected_count and held_count >= 3 and held_count * 2 >= expected_count
)

select c.sheet, t.header_cell as cell, c.period as value, c.expected_count - c.held_count as missing_count, c.expected_count,
    array_to_string(list_sort(c.missing_names)[:10], ', ') || case when len(c.missing_names) > 10 then ', …' else '' end as names
from counted as c
inner join candidate_table as t using (table_id)
order by c.table_id, c.period, names
