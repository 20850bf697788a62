-- grain: one current value per area × period × subject × group × measure × basis
-- unit: value in the unit of its measure
-- null: value where missing_reason says why
select v.*
from store.current_value as v
cross join build_parameter as p
where not p.only_real or not v.is_simulated
