-- grain: as accepted_cells, of plain values; new_values is the frame of what was read
-- unit: value in the unit of its measure
-- null: value where missing_reason says why; source_url, credibility where the source has none
create or replace temp table numbered_value as
select *, find_row(cell) as row_number, find_column(cell) as column_number,
    dense_rank() over (order by period, subject_id, group_id, basis, as_of, report_status, is_simulated, sheet, source_url, credibility) as heading_id,
    dense_rank() over (
        order by period, subject_id, group_id, basis, as_of, report_status, is_simulated, sheet, source_url, credibility, area_id, find_row(cell)
    ) as row_id
from new_values;

create or replace temp table accepted_cell as
select row_id, column_number, measure, value, qualifier, missing_reason
from numbered_value;

create or replace temp table accepted_row as
select distinct row_id, heading_id, area_id, row_number
from numbered_value;

create or replace temp table accepted_heading as
select distinct heading_id, period, subject_id, group_id, basis, as_of, report_status, is_simulated, sheet, source_url, credibility
from numbered_value;

drop table numbered_value;
