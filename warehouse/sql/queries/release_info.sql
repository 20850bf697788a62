-- grain: the release
-- unit: none
-- null: none
select release_id, created_at, data_as_of, latest_period, has_simulated, is_only_real, code_version, fingerprint
from release_info
