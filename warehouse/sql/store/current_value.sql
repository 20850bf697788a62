-- grain: one current value per area × period × subject × group × measure × basis
-- unit: value in the unit of its measure
-- null: value where missing_reason says why
create or replace view current_value as
from current_values(null, null)
