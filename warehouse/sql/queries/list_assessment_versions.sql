-- grain: load that said something of one criterion in one survey, newest first
-- unit: value in the unit of the criterion
-- null: as mart_assessment_version; rating_name_* = no level was given
select v.*, r.name_vi as rating_name_vi, r.name_en as rating_name_en, r.is_met, r.sort as rating_sort
from mart_assessment_version as v
left join dim_criterion_rating as r using (criterion_set_id, rating)
where v.criterion_set_id = $criterion_set_id and v.area_id = $area_id and v.period = $period and v.criterion_code = $criterion_code
order by v.loaded_at desc, v.load_id desc
