-- grain: one cell of an area that is not the sum of the units under it, all of which the file holds
-- unit: value, sum in whole units
-- null: none
with parent as (
    select distinct a.parent_area_id as area_id
    from candidate_row as r
    inner join area as a using (area_id)
    where a.parent_area_id in (select area_id from candidate_row)
),

said as (
    select c.*, a.parent_area_id
    from candidate as c
    anti join repeated_cell using (order_number)
    inner join area as a using (area_id)
    where not c.is_total and c.value is not null and (c.area_id in (select area_id from parent) or a.parent_area_id in (select area_id from parent))
),

summed as (
    select parent_area_id as area_id, period, subject_id, group_id, measure, sum(value) as value_sum, count(*) as child_count
    from said
    group by all
),

expected as (
    select p.period, a.parent_area_id as area_id, count(*) as child_count
    from area as a
    inner join candidate_period as p
        on (a.valid_from is null or a.valid_from <= p.period_end) and (a.valid_to is null or a.valid_to >= p.period_end)
    group by all
)

select c.sheet, c.cell, c.text as value, s.value_sum::bigint as value_sum, (c.value - s.value_sum)::bigint as difference
from said as c
inner join summed as s using (area_id, period, subject_id, group_id, measure)
inner join expected as e using (area_id, period, child_count)
where c.value <> s.value_sum
order by c.order_number
