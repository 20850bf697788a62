-- grain: one row of the load; accepted_row is what the loader left after its checks
-- unit: none
-- null: none
insert into reported_row by name
select $load_id::integer as load_id, *
from accepted_row
