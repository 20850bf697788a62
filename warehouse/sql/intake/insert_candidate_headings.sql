-- grain: one heading; new_headings is the frame of one part of one table
-- unit: none
-- null: none
insert into candidate_heading by name
from new_headings
anti join candidate_heading using (heading_id)
