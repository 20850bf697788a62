-- grain: cells that an area × indicator × period × basis × group (the total where none is asked) was read from
-- unit: value in the unit of its measure
-- null: value = the cell said it was not reported; source_url, credibility = the source has none; loaded_by = nobody gave a name; findings_* = no rule touched the cell
select p.measure, p.value, p.qualifier, p.file_name, p.sha256, p.sheet, p.cell, p.loaded_at, p.loaded_by, p.load_id, p.source_id,
    s.name_vi as source_name_vi, s.name_en as source_name_en, p.as_of, p.source_url, p.credibility, p.is_simulated, p.findings_vi, p.findings_en
from mart_provenance as p
left join dim_source as s using (source_id)
where p.area_id = $area_id and p.indicator_id = $indicator_id and p.period = $period and p.basis = $basis and p.group_id is not distinct from $group_id
order by p.loaded_at desc, p.measure, p.cell
