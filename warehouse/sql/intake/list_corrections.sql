-- grain: one correction that will be made
-- unit: values in whole units
-- null: none
select c.sheet, c.cell, c.value::bigint::varchar as value, coalesce(c.expected::bigint::varchar, 'KBC') as "old", c.reason, c.document
from correction as c
inner join accepted_value as v using (area_id, period, subject_id, group_id, measure)
order by c.cell
