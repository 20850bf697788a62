-- grain: piece of evidence of one set, area and survey
-- unit: none
-- null: as mart_evidence
select *
from mart_evidence
where criterion_set_id = $criterion_set_id and area_id = $area_id and period = $period
order by criterion_code, evidence_number
