-- grain: a store whose values were one wide table, brought to headings, rows and cells
-- unit: as schema
-- null: as schema
create temp table former_heading as
select row_number() over () as heading_id, *
from (
    select distinct load_id, period, subject_id, group_id, basis, as_of, report_status, is_simulated, sheet, source_url, credibility
    from reported_value
);

create temp table former_value as
select h.heading_id, v.load_id, v.area_id, find_row(v.cell) as row_number, find_column(v.cell) as column_number, v.measure, v.value, v.qualifier,
    v.missing_reason
from reported_value as v
inner join former_heading as h
    on h.load_id = v.load_id and h.period = v.period and h.subject_id = v.subject_id and h.group_id = v.group_id and h.basis = v.basis
    and h.as_of = v.as_of and h.report_status = v.report_status and h.is_simulated = v.is_simulated and h.sheet = v.sheet
    and h.source_url is not distinct from v.source_url and h.credibility is not distinct from v.credibility;

create temp table former_row as
select row_number() over () as row_id, *
from (select distinct load_id, heading_id, area_id, row_number from former_value);

insert into reported_heading by name from former_heading;
insert into reported_row by name from former_row;
insert into reported_cell by name
select r.load_id, r.row_id, v.column_number, v.measure, v.value, v.qualifier, v.missing_reason
from former_value as v
inner join former_row as r using (load_id, heading_id, area_id, row_number);

drop table former_heading;
drop table former_value;
drop table former_row;
drop table reported_value;
