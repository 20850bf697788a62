-- grain: one empty cell in a row that has other numbers
-- unit: none
-- null: none
with blank as (
    select *
    from candidate_cell
    where text = '' and rule is null and missing_reason is null and value is null and not is_total
)

select b.sheet, b.cell, '' as value
from blank as b
semi join (from candidate_cell where not is_total and (value is not null or missing_reason is not null)) as c using (row_key)
order by b.order_number
