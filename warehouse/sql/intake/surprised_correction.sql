-- grain: one correction that does not find the value it expects
-- unit: values in whole units
-- null: none
select c.sheet, c.expected_cell as cell, coalesce(c.expected::bigint::varchar, '') as value,
    coalesce(v.value::bigint::varchar, case when v.area_id is null then '–' else 'KBC' end) as current_value
from correction as c
left join current_value as v
    using (area_id, period, subject_id, group_id, measure)
where v.area_id is null or v.value is distinct from c.expected
