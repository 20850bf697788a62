-- grain: one finding at a cell; new_findings is the frame handed over by the loader
-- unit: none
-- null: value where the cell was empty
insert into finding by name
select $load_id::integer as load_id, *
from new_findings
