-- grain: what obeys every rule, as it goes into the store: its cells, the rows they stand in, and what is said of many rows at once
-- unit: value in whole units
-- null: value where missing_reason says why; source_url, credibility
create or replace temp table accepted_cell as
select c.line_id as row_id, c.column_number, c.measure, c.value, c.qualifier, c.missing_reason
from candidate as c
semi join (
    select line_id
    from candidate_line
    anti join stopped_row using (row_key)
    where not is_total and row_key is not null
) as l using (line_id)
anti join repeated_cell as r using (order_number)
where c.value is not null or c.missing_reason is not null;

create or replace temp table accepted_row as
select l.line_id as row_id, l.heading_id, l.area_id, l.row_number
from candidate_line as l
semi join accepted_cell as c on c.row_id = l.line_id;

create or replace temp table accepted_heading as
select h.* exclude (series_id, table_id, header_cell), 'none' as basis, null::varchar as source_url, null::varchar as credibility
from candidate_heading as h
semi join accepted_row using (heading_id);
