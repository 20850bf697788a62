-- grain: the release being built
-- unit: none
-- null: none
select p.latest_period, coalesce((select bool_or(m.is_simulated) from mart_attainment as m), false) as has_simulated
from build_parameter as p
