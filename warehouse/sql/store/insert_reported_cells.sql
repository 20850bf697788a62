-- grain: one accepted cell; accepted_cell is what the loader left after its checks
-- unit: value in the unit of its measure
-- null: value where missing_reason says why
insert into reported_cell by name
select $load_id::integer as load_id, *
from accepted_cell
