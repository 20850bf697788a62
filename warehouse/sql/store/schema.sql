-- grain: the tables of the store; append-only
-- unit: byte_count in bytes; value in the unit of its measure
-- null: value where missing_reason says why; loaded_by where nobody gave a name
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
create table if not exists reported_value (
    load_id integer not null,
    area_id varchar not null,
    period varchar not null,
    subject_id varchar not null,
    group_id varchar not null,
    measure varchar not null,
    basis varchar not null,
    value decimal(18, 4),
    qualifier varchar not null,
    missing_reason varchar,
    as_of date not null,
    report_status varchar not null,
    is_simulated boolean not null,
    sheet varchar not null,
    cell varchar not null,
    source_url varchar,
    credibility varchar
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
