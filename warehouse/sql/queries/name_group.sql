-- grain: one group of people
-- unit: none
-- null: none
select g.group_id, g.name_vi, g.name_en
from dim_group as g
where g.group_id = $group_id
