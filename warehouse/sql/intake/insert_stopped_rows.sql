-- grain: one row that a rule found wrong; offending_rows is what the rule returned
-- unit: none
-- null: none
insert into stopped_row
select distinct row_key
from offending_rows
