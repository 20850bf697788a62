-- grain: one area the file speaks of; one that it speaks of together with an area right under it
-- unit: none
-- null: as dim_area
create or replace temp table candidate_area as
select a.area_id, a.parent_area_id, a.province_area_id
from area as a
semi join (from candidate_line where not is_total) as l using (area_id);

create or replace temp table candidate_parent as
select distinct a.parent_area_id as area_id
from candidate_area as a
semi join candidate_area as p on p.area_id = a.parent_area_id;
