-- grain: one total that grew or fell by more than half since the year before
-- unit: whole units
-- null: none
-- needs: standing_value
with year_before as (
    select area_id, period, subject_id, group_id, value
    from standing_value
    where measure = 'total' and period in (select year_before from candidate_period)
)

select c.sheet, c.cell, c.text as value, b.value::bigint as old_value
from candidate_cell as c
inner join candidate_period as p using (period)
inner join year_before as b
    on b.area_id = c.area_id and b.period = p.year_before and b.subject_id = c.subject_id and b.group_id = c.group_id
where c.measure = 'total' and not c.is_total and b.value >= 20 and (c.value > 1.5 * b.value or c.value < b.value / 1.5)
order by c.order_number
