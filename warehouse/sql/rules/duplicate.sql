-- grain: one row of a sheet that says of the same area, period, title and group something else than an earlier one
-- unit: none
-- null: none
-- needs: repeated_cell
-- The row stops at the later place only: its cells are left out, so it names no row of the store to stop.
select sheet, area_cell as cell, '' as value, min_by(first_sheet, order_number) as first_sheet, min_by(first_cell, order_number) as first_cell
from repeated_cell
group by sheet, table_id, row_number, area_cell, row_key
having bool_or(value is distinct from first_value)
order by min(order_number)
