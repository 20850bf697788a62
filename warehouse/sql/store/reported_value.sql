-- grain: one value of one load, standing or not
-- unit: value in the unit of its measure
-- null: value where missing_reason says why; source_url, credibility where the source has none
create or replace view reported_value as
select
    r.load_id,
    r.area_id,
    h.period,
    h.subject_id,
    h.group_id,
    c.measure::varchar as measure,
    h.basis,
    c.value,
    c.qualifier::varchar as qualifier,
    c.missing_reason::varchar as missing_reason,
    h.as_of,
    h.report_status,
    h.is_simulated,
    h.sheet,
    name_cell(c.column_number, r.row_number) as cell,
    h.source_url,
    h.credibility
from reported_row as r
inner join reported_heading as h using (load_id, heading_id)
inner join reported_cell as c using (load_id, row_id)
