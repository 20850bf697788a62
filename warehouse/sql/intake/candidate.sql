-- grain: one cell of a table that holds, or should hold, a number
-- unit: value in whole units, already multiplied by the sheet's unit
-- null: area_id, row_key where the area was not found; value where missing_reason, rule or an empty text says why; section outside sections
-- row_key: one number for area × period × title × group.
create or replace temp table candidate (
    order_number bigint not null,
    table_id integer not null,
    sheet varchar not null,
    row_number uinteger not null,
    cell varchar not null,
    area_cell varchar not null,
    area_id varchar,
    row_key bigint,
    section varchar,
    subject_id varchar not null,
    group_id varchar not null,
    measure varchar not null,
    period varchar not null,
    text varchar not null,
    value decimal(18, 4),
    missing_reason varchar,
    qualifier varchar not null,
    rule varchar,
    scale bigint not null,
    as_of date not null,
    report_status varchar not null,
    is_simulated boolean not null,
    is_total boolean not null
)
