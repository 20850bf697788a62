-- grain: cell a number of Hà Nội was read from
-- unit: value in the unit of its measure
-- null: value = the cell said it was not reported, or the number is hidden
select indicator_id, period, basis, measure, value, file_name, sheet, cell, sha256, as_of, is_simulated
from mart_provenance
where area_id = '01.2025-07' and group_id is null
order by is_simulated, indicator_id, period, measure
