-- grain: one current value of the store for an area of the file, in a period of the file or the same period a year before
-- unit: value in the unit of its measure
-- null: value where missing_reason says why
create or replace temp table standing_value as
from current_values(
    (select list(period) || list(year_before) from candidate_period),
    (select list(area_id) from candidate_area)
)
