-- grain: one row of a sheet whose period ended before 2000 or ends more than a year from now
-- unit: none
-- null: none
select c.sheet, c.area_cell as cell, c.period as value, c.row_key
from candidate_cell as c
inner join candidate_period as p using (period)
where not c.is_total and c.row_key is not null and (p.period_end < date '2000-01-01' or p.period_end > p.latest_end)
group by c.sheet, c.area_cell, c.period, c.row_key
order by min(c.order_number)
