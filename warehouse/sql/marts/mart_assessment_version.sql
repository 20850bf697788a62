-- grain: criteria set × criterion × area × period × standing load that assessed it: the history of an assessment
-- unit: value in the criterion's unit
-- null: value, rating, likelihood, note where the form left them empty; loaded_by where nobody gave a name
select
    criterion_set_id, criterion_code, area_id, period, load_id, value, rating, likelihood, report_status, note, loaded_at, loaded_by,
    file_name, sheet, cell, is_simulated, is_current
from said_assessment
where is_assessed
order by criterion_set_id, area_id, period, criterion_code, load_id
