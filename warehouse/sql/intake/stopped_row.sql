-- grain: one row (area × period × title × group) that an error keeps from being loaded
-- unit: none
-- null: none
create or replace temp table stopped_row as
select distinct row_key
from candidate_cell
where rule is not null and not is_total and row_key is not null
