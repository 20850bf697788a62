-- grain: one row of a sheet that repeats an earlier one with the same numbers
-- unit: none
-- null: none
-- needs: repeated_cell
select sheet, area_cell as cell, '' as value, min_by(first_sheet, order_number) as first_sheet, min_by(first_cell, order_number) as first_cell
from repeated_cell
group by sheet, table_id, row_number, area_cell, row_key
having not bool_or(value is distinct from first_value)
order by min(order_number)
