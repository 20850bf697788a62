-- grain: sheet of a file that the assessments of one set, area and survey stand on; all surveys where none is named
-- unit: cell_count in rows of the sheet
-- null: sha256, loaded_at, source_name_* = its load is not known
select a.file_name, a.sheet, l.sha256, s.name_vi as source_name_vi, s.name_en as source_name_en, null::varchar as source_url,
    max(a.as_of) as as_of_to, max(l.loaded_at) as loaded_at, count(*) as cell_count, a.is_simulated
from mart_assessment as a
left join mart_load as l using (load_id)
left join dim_source as s using (source_id)
where a.criterion_set_id = $criterion_set_id and a.area_id = $area_id and ($period is null or a.period = $period)
    and a.load_id is not null
group by all
order by a.is_simulated, a.file_name, a.sheet
