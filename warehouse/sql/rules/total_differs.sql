-- grain: one total that is not the sum of its rows
-- unit: value, sum in whole units
-- null: none
-- needs: total_line
-- Rows of several levels (districts with their wards) are summed level by level: one sum that fits is enough. A row whose number could not be read
-- makes its column's total uncheckable; a row that did not report may only make the sum smaller.
with stated as (
    select * from candidate_cell where is_total and value is not null
),

summed as (
    select t.order_number, a.level, sum(c.value) as value_sum, count(*) filter (where c.value is null) as silent_count,
        bool_or(c.rule is not null) as has_unread
    from stated as t
    inner join candidate_cell as c
        on c.table_id = t.table_id and c.subject_id = t.subject_id and c.group_id = t.group_id and c.measure = t.measure
        and c.period = t.period and not c.is_total and (t.section is null or c.section = t.section)
    left join area as a on a.area_id = c.area_id
    group by grouping sets ((t.order_number), (t.order_number, a.level))
),

judged as (
    select order_number, bool_or(value_sum = t.value or (silent_count > 0 and value_sum < t.value)) as fits, bool_or(has_unread) as has_unread,
        max_by(value_sum, (level is null)::integer) as value_sum
    from summed
    inner join stated as t using (order_number)
    group by order_number
)

select t.sheet, t.cell, t.text as value, j.value_sum::bigint as value_sum, (t.value - j.value_sum)::bigint as difference
from judged as j
inner join stated as t using (order_number)
where not j.fits and not j.has_unread
order by t.order_number
