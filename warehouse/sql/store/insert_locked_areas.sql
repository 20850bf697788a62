-- grain: one area that a lock covers; covered_areas is the frame handed over
-- unit: none
-- null: none
insert into locked_area
select $lock_id::integer, area_id
from covered_areas
