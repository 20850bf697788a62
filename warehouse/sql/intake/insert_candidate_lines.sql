-- grain: one line; new_lines is the frame of one part of one table
-- unit: as candidate_line
-- null: as candidate_line
insert into candidate_line by name
from new_lines
