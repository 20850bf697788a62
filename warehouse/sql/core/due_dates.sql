-- grain: one day on which a target falls due
-- unit: none
-- null: none
select distinct due
from dim_target
where due is not null
