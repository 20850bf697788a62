-- grain: the load of one file by one source, if there is one
-- unit: none
-- null: none
select load_id, read_count, accepted_count, rejected_count
from load
where sha256 = $sha256 and source_id = $source_id
