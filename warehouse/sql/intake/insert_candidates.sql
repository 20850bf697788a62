-- grain: one cell; new_candidates is the frame of one part of one table
-- unit: as candidate
-- null: as candidate
insert into candidate by name
from new_candidates
