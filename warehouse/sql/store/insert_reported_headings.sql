-- grain: one heading of the load; accepted_heading is what the loader left after its checks
-- unit: none
-- null: source_url, credibility where the source has none
insert into reported_heading by name
select $load_id::integer as load_id, *
from accepted_heading
