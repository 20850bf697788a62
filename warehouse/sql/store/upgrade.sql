-- grain: a store of the first version, brought to the tables of schema.sql
-- unit: none
-- null: none
alter table file drop column content;
alter table file add column is_cleaned boolean default false;
alter table load add column loaded_by varchar;
alter table load add column warning_count bigint default 0;
create table finding (
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
insert into finding
select load_id, 'error', sheet, cell, rule, value, message_vi, message_en, []
from rejected_cell;
drop table rejected_cell;
