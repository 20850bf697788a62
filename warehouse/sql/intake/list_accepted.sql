-- grain: one accepted value with its area
-- unit: value in whole units
-- null: value where missing says why
select a.area_code, a.era as area_era, a.name_vi as area_name, v.subject_id as title, v.group_id as "group", v.measure,
    v.value::double as value, v.missing_reason as missing, v.period, v.sheet, v.cell
from accepted_value as v
inner join area as a using (area_id)
order by v.sheet, regexp_extract(v.cell, '\d+')::integer, length(v.cell), v.cell
