-- grain: one table whose numbers were multiplied by the unit its sheet names
-- unit: none
-- null: none
select sheet, min_by(cell, order_number) as cell, min_by(text, order_number) as value, scale
from candidate_cell
where scale <> 1 and value is not null
group by table_id, sheet, scale
order by table_id
