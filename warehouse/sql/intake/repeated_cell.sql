-- grain: one cell whose area, period, title, group and measure stood in the file before
-- unit: values in whole units
-- null: value, first_value where the cell says it was not reported
create or replace temp table repeated_cell as
with said as (
    select c.*
    from candidate as c
    semi join (from candidate_row where is_repeated) as r
        on r.area_id = c.area_id and r.period = c.period and r.subject_id = c.subject_id and r.group_id = c.group_id
    where not c.is_total and (c.value is not null or c.missing_reason is not null)
),

ranked as (
    select s.*, first_value(s.order_number) over earlier as first_order_number, first_value(s.value) over earlier as first_value,
        first_value(s.sheet) over earlier as first_sheet, first_value(s.cell) over earlier as first_cell
    from said as s
    window earlier as (partition by area_id, period, subject_id, group_id, measure order by order_number)
)

select order_number, table_id, sheet, row_number, area_cell, cell, area_id, period, subject_id, group_id, measure, value, first_value, first_sheet, first_cell
from ranked
where order_number <> first_order_number
