-- grain: one empty cell in a row that has other numbers
-- unit: none
-- null: none
select c.sheet, c.cell, '' as value
from candidate as c
inner join candidate_row as r using (row_key)
where c.text = '' and c.rule is null and c.missing_reason is null and c.value is null and not c.is_total and r.is_filled
order by c.order_number
