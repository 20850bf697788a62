-- grain: one cell that obeys every rule, as it goes into the store
-- unit: value in whole units
-- null: value where missing_reason says why
create or replace temp table accepted_value as
select
    c.area_id,
    c.period,
    c.subject_id,
    c.group_id,
    c.measure,
    'none' as basis,
    c.value,
    c.qualifier,
    c.missing_reason,
    c.as_of,
    c.report_status,
    c.is_simulated,
    c.sheet,
    c.cell,
    null::varchar as source_url,
    null::varchar as credibility
from candidate as c
anti join repeated_cell as r using (order_number)
anti join stopped_row as s using (row_key)
where not c.is_total and c.row_key is not null and (c.value is not null or c.missing_reason is not null)
