-- grain: one value as it goes into the store
-- unit: value in the unit of its measure
-- null: value where missing_reason says why; source_url, credibility where the source has none
create or replace temp view accepted_value as
select
    r.area_id, h.period, h.subject_id, h.group_id, c.measure::varchar as measure, h.basis, c.value, c.qualifier::varchar as qualifier,
    c.missing_reason::varchar as missing_reason, h.as_of, h.report_status, h.is_simulated, h.sheet, name_cell(c.column_number, r.row_number) as cell,
    h.source_url, h.credibility
from accepted_cell as c
inner join accepted_row as r using (row_id)
inner join accepted_heading as h using (heading_id)
