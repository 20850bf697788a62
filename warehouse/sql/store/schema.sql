-- grain: the tables of the store; append-only
-- unit: byte_count in bytes; value in the unit of its measure
-- null: value where missing_reason says why; loaded_by where nobody gave a name
-- A reported value is a cell (reported_cell) of a row of a sheet (reported_row), which says of an area what the heading says of many (reported_heading);
-- row_number counts from 1, column_number from 0. The view reported_value puts them together. Of the codes, warehouse/model.py says what they mean.
create type if not exists measure_code as enum (
    'total', 'registered', 'assessed', 'recognised', 'digital_skill', 'digital_proficiency', 'numerator', 'denominator', 'value'
);
create type if not exists qualifier_code as enum ('exact', 'at_least', 'at_most', 'about');
create type if not exists missing_code as enum ('not_reported', 'not_applicable', 'suppressed');
create sequence if not exists load_sequence;
create sequence if not exists lock_sequence;
create table if not exists file (
    sha256 varchar primary key,
    file_name varchar not null,
    byte_count bigint not null,
    is_cleaned boolean not null,
    received_at timestamp not null
);
create table if not exists load (
    load_id integer primary key default nextval('load_sequence'),
    sha256 varchar not null,
    source_id varchar not null,
    loaded_at timestamp not null,
    loaded_by varchar,
    read_count bigint not null,
    accepted_count bigint not null,
    rejected_count bigint not null,
    warning_count bigint not null,
    is_simulated boolean not null
);
create table if not exists undone_load (
    load_id integer primary key,
    undone_at timestamp not null,
    undone_by varchar not null,
    reason varchar not null
);
create table if not exists reported_heading (
    load_id integer not null,
    heading_id bigint not null,
    period varchar not null,
    subject_id varchar not null,
    group_id varchar not null,
    basis varchar not null,
    as_of date not null,
    report_status varchar not null,
    is_simulated boolean not null,
    sheet varchar not null,
    source_url varchar,
    credibility varchar
);
create table if not exists reported_row (
    load_id integer not null,
    row_id integer not null,
    heading_id bigint not null,
    area_id varchar not null,
    row_number uinteger not null
);
create table if not exists reported_cell (
    load_id integer not null,
    row_id integer not null,
    column_number uinteger not null,
    measure measure_code not null,
    value decimal(18, 4),
    qualifier qualifier_code not null,
    missing_reason missing_code
);
create table if not exists assessment (
    load_id integer not null,
    criterion_set_id varchar not null,
    criterion_code varchar not null,
    area_id varchar not null,
    period varchar not null,
    period_end date not null,
    value decimal(18, 4),
    rating varchar,
    likelihood varchar,
    lead_department_id varchar,
    supporting_department_ids varchar[] not null,
    cause varchar,
    remedy varchar,
    deadline date,
    report_status varchar not null,
    note varchar,
    reporting_department_id varchar,
    as_of date not null,
    is_simulated boolean not null,
    sheet varchar not null,
    cell varchar not null
);
create table if not exists evidence (
    load_id integer not null,
    criterion_set_id varchar not null,
    criterion_code varchar not null,
    area_id varchar not null,
    period varchar not null,
    period_end date not null,
    evidence_number integer not null,
    title varchar,
    document_number varchar,
    document_date date,
    link varchar,
    note varchar,
    is_simulated boolean not null,
    sheet varchar not null,
    cell varchar not null
);
create table if not exists finding (
    load_id integer not null,
    severity varchar not null,
    sheet varchar not null,
    cell varchar not null,
    rule varchar not null,
    value varchar,
    message_vi varchar not null,
    message_en varchar not null,
    suggestions varchar[] not null
);
create table if not exists period_lock (
    lock_id integer primary key default nextval('lock_sequence'),
    area_id varchar not null,
    period varchar not null,
    locked_at timestamp not null,
    locked_by varchar not null,
    document varchar not null
);
create table if not exists locked_area (
    lock_id integer not null,
    area_id varchar not null
);
create table if not exists reopened_lock (
    lock_id integer primary key,
    reopened_at timestamp not null,
    reopened_by varchar not null,
    reason varchar not null
);
create table if not exists score_group (
    load_id integer not null,
    criterion_set_id varchar not null,
    area_id varchar not null,
    period varchar not null,
    form_id varchar not null,
    period_end date not null,
    as_of date not null,
    is_simulated boolean not null,
    sheet varchar not null
);
create table if not exists score_outcome (
    load_id integer not null,
    criterion_set_id varchar not null,
    area_id varchar not null,
    period varchar not null,
    form_id varchar not null,
    sheet_count bigint not null,
    recognised_count bigint not null,
    not_recognised_count bigint not null,
    incomplete_count bigint not null,
    refused_count bigint not null
);
create table if not exists score_index (
    load_id integer not null,
    criterion_set_id varchar not null,
    area_id varchar not null,
    period varchar not null,
    form_id varchar not null,
    criterion_code varchar not null,
    score decimal(18, 4),
    sheet_count bigint not null
);
create table if not exists score_holding (
    load_id integer not null,
    criterion_set_id varchar not null,
    area_id varchar not null,
    period varchar not null,
    form_id varchar not null,
    criterion_code varchar not null,
    not_recognised_count bigint not null,
    under_minimum_count bigint not null,
    at_minimum_count bigint not null,
    enough_count bigint not null
);
create table if not exists score_mark (
    load_id integer not null,
    criterion_set_id varchar not null,
    area_id varchar not null,
    period varchar not null,
    form_id varchar not null,
    pass_mark decimal(18, 4) not null,
    sheet_count bigint not null,
    recognised_count bigint not null,
    not_recognised_count bigint not null,
    incomplete_count bigint not null,
    refused_count bigint not null,
    held_by_index_count bigint not null
);
create table if not exists commendation (
    load_id integer not null,
    row_number integer not null,
    area_id varchar not null,
    year smallint not null,
    campaign varchar not null,
    level varchar not null,
    recipient varchar not null,
    form_of_award varchar,
    collective_name varchar,
    recipient_count integer not null,
    document_number varchar,
    is_simulated boolean not null,
    sheet varchar not null,
    cell varchar not null
);
