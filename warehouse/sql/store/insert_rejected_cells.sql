-- grain: one rejected cell; rejected_values is the frame handed over by the loader
-- unit: none
-- null: value where the cell was empty
insert into rejected_cell by name
select $load_id::integer as load_id, *
from rejected_values
