-- grain: a store of the first version, brought to the tables of schema.sql
-- unit: none
-- null: none
alter table file drop column content;
alter table file add column is_cleaned boolean default false;
alter table load add column loaded_by varchar;
alter table load add column warning_count bigint default 0;
insert into finding
select load_id, 'error', sheet, cell, rule, value, message_vi, message_en, []
from rejected_cell;
drop table rejected_cell;
