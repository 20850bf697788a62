-- grain: one area × indicator × period in one territory: group × basis, without the total
-- unit: as mart_attainment
-- null: as mart_attainment
-- is_published = of a source that publishes, not a unit's own report or a sum of them.
select distinct on (try_cast(g.sort as integer), a.group_id, a.basis)
    a.group_id, g.name_vi, g.name_en, g.dimension, a.basis, a.numerator, a.denominator, a.value, a.completeness, a.reporter_count, a.expected_count,
    a.is_reported, a.is_simulated, a.period, a.period_end, a.qualifier, a.territory, a.recast, a.estimated_share, a.report_status,
    coalesce(a.source_id in (select source_id from dim_source where shipped_file is not null), false) as is_published
from mart_attainment as a
inner join dim_group as g using (group_id)
where a.territory = $territory and a.area_id = $area_id and a.indicator_id = $indicator_id and a.period = $period
order by try_cast(g.sort as integer), a.group_id, a.basis
