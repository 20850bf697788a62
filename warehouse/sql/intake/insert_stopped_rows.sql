-- grain: one row that a rule found wrong; offending_rows is what the rule returned
-- unit: none
-- null: none
insert into stopped_row
select distinct area_id, period, subject_id, group_id
from offending_rows
