-- grain: one cell of a table that holds, or should hold, a number; the line it stands in; the heading that says what many lines are about
-- unit: value in whole units, already multiplied by the sheet's unit
-- null: area_cell where the table names no areas; area_id, row_key where the area was not found; section outside sections;
--     value where missing_reason, rule or an empty text says why
-- A heading is a table × title × group × period; series_id is one number for its title × group × period, row_key for these and the area.
-- The view candidate_cell puts the three together.
create or replace temp table candidate_heading (
    heading_id bigint not null,
    series_id bigint not null,
    table_id integer not null,
    sheet varchar not null,
    header_cell varchar not null,
    subject_id varchar not null,
    group_id varchar not null,
    period varchar not null,
    as_of date not null,
    report_status varchar not null,
    is_simulated boolean not null
);
create or replace temp table candidate_line (
    line_id bigint not null,
    heading_id bigint not null,
    row_number uinteger not null,
    area_cell varchar,
    area_id varchar,
    row_key bigint,
    section varchar,
    is_total boolean not null
);
create or replace temp table candidate (
    order_number bigint not null,
    line_id bigint not null,
    column_number uinteger not null,
    measure measure_code not null,
    text varchar not null,
    value decimal(18, 4),
    missing_reason missing_code,
    qualifier qualifier_code not null,
    rule varchar,
    scale bigint not null
);
create or replace temp view candidate_cell as
select c.*, l.* exclude (line_id, heading_id, area_cell), h.table_id, h.sheet, h.subject_id, h.group_id, h.period,
    name_cell(c.column_number, l.row_number) as cell, coalesce(l.area_cell, name_cell(c.column_number, l.row_number)) as area_cell
from candidate as c
inner join candidate_line as l using (line_id)
inner join candidate_heading as h using (heading_id);
create or replace temp view total_line as
from candidate_line
where is_total;
