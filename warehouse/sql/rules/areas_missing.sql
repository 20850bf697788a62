-- grain: one table × period that holds most but not all units of a province or district
-- unit: counts of areas
-- null: none
with held as (
    select r.table_id, r.period, r.area_id, a.parent_area_id
    from (
        select distinct h.table_id, h.period, l.area_id
        from candidate_line as l
        inner join candidate_heading as h using (heading_id)
        where not l.is_total
    ) as r
    inner join candidate_area as a using (area_id)
),

expected as (
    select h.table_id, h.period, h.parent_area_id, a.area_id, a.name_vi
    from (select distinct table_id, period, parent_area_id from held) as h
    inner join area as a using (parent_area_id)
    inner join candidate_period as p using (period)
    where (a.valid_from is null or a.valid_from <= p.period_end) and (a.valid_to is null or a.valid_to >= p.period_end)
),

counted as (
    select e.table_id, e.period, count(*) as expected_count, count(h.area_id) as held_count,
        list(e.name_vi) filter (where h.area_id is null) as missing_names
    from expected as e
    left join held as h using (table_id, period, area_id)
    group by e.table_id, e.period, e.parent_area_id
    having held_count < expected_count and held_count >= 3 and held_count * 2 >= expected_count
)

select t.sheet, t.header_cell as cell, c.period as value, c.expected_count - c.held_count as missing_count, c.expected_count,
    array_to_string(list_sort(c.missing_names)[:10], ', ') || case when len(c.missing_names) > 10 then ', …' else '' end as names
from counted as c
inner join (select distinct table_id, sheet, header_cell from candidate_heading) as t using (table_id)
order by c.table_id, c.period, names
