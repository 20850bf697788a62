-- grain: one value of a plain table, as it goes into the store; new_values is the frame of what was read
-- unit: value in the unit of its measure
-- null: value where missing_reason says why
create or replace temp table accepted_value as
from new_values
