-- grain: one row
-- unit: rows of another statement, put in between the brackets
-- null: none
select count(*) as row_count
from (
{rows}
)
