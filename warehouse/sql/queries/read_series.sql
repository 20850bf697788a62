-- grain: one area × indicator in one territory: period × basis × target, total only
-- unit: as mart_attainment
-- null: as mart_attainment
-- is_published = of a source that publishes, not a unit's own report or a sum of them.
select a.*, a.is_reported and a.recast = 'none' and a.source_id is not null as has_cells,
    coalesce(a.source_id in (select source_id from dim_source where shipped_file is not null), false) as is_published
from mart_attainment as a
where a.territory = $territory and a.area_id = $area_id and a.indicator_id = $indicator_id and a.group_id is null
order by a.period_end, a.basis, a.target_year nulls last, a.is_headline desc, a.target_id
