-- grain: one indicator
-- unit: none
-- null: target_basis = none stated; ended_on = still in use
select indicator_id, sort, "group" as indicator_group, name_vi, name_en, short_vi, short_en, numerator_vi, numerator_en, denominator_vi, denominator_en,
    unit, unit_noun_vi, unit_noun_en, counts_persons, direction, accumulation, target_basis, lowest_level, decimals, ended_on,
    confidence, source, note
from dim_indicator
where indicator_id = $indicator_id
