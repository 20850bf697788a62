-- grain: one table × period that holds most but not all units of a province or district
-- unit: counts of areas
-- null: none
with held as (
    select distinct c.table_id, c.sheet, c.period, a.area_id, a.parent_area_id
    from candidate as c
    inner join area as a using (area_id)
    where not c.is_total and (c.value is not null or c.missing_reason is not null or c.rule is not null)
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
        list(e.name_vi order by e.name_vi collate vi) filter (where h.area_id is null) as missing_names
    from expected as e
    left join held as h using (table_id, period, area_id)
    group by e.table_id, e.sheet, e.period, e.parent_area_id
)

select c.sheet, t.header_cell as cell, c.period as value, c.expected_count - c.held_count as missing_count, c.expected_count,
    array_to_string(c.missing_names[:10], ', ') || case when len(c.missing_names) > 10 then ', …' else '' end as names
from counted as c
inner join candidate_table as t using (table_id)
where c.held_count < c.expected_count and c.held_count >= 3 and c.held_count * 2 >= c.expected_count
order by c.table_id, c.period
