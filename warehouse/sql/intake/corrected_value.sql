-- grain: one corrected value, as it goes into the store
-- unit: value in whole units
-- null: source_url, credibility
select
    v.area_id, v.period, v.subject_id, v.group_id, v.measure, v.basis, c.value, 'exact' as qualifier, null::varchar as missing_reason,
    v.as_of, v.report_status, v.is_simulated, c.sheet, c.cell, null::varchar as source_url, null::varchar as credibility
from correction as c
inner join current_value as v using (area_id, period, subject_id, group_id, measure)
where v.value is not distinct from c.expected
