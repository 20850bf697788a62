-- grain: one area × indicator in one territory: period × basis × target, of one group of people
-- unit: as mart_attainment
-- null: as mart_attainment
select a.*, g.name_vi as group_vi, g.name_en as group_en, a.is_reported and a.recast = 'none' and a.source_id is not null as has_cells
from mart_attainment as a
inner join dim_group as g using (group_id)
where a.territory = $territory and a.area_id = $area_id and a.indicator_id = $indicator_id and a.group_id = $group_id
order by a.period_end, a.basis, a.target_year nulls last, a.is_headline desc, a.target_id
