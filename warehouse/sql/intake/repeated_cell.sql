-- grain: one cell whose area, period, title, group and measure stood in the file before
-- unit: values in whole units
-- null: value, first_value where the cell says it was not reported
create or replace temp table repeated_cell as
with said as (
    select c.*
    from candidate_cell as c
    semi join (from row_measures where is_repeated) as r on r.row_key = c.row_key
    where not c.is_total and (c.value is not null or c.missing_reason is not null)
),

ranked as (
    select s.*, first_value(s.order_number) over earlier as first_order_number, first_value(s.value) over earlier as first_value,
        first_value(s.sheet) over earlier as first_sheet, first_value(s.cell) over earlier as first_cell
    from said as s
    window earlier as (partition by row_key, measure order by order_number)
)

select order_number, table_id, sheet, row_number, area_cell, cell, row_key, measure, value, first_value, first_sheet, first_cell
from ranked
where order_number <> first_order_number
