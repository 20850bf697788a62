-- grain: occupation × period of the learning citizens of Bắc Ninh
-- unit: numerator, denominator in people; rate in percent 0–100, recomputed from the counts
-- null: rate = hidden, or no denominator
select distinct g.name_vi, m.period, m.basis, m.numerator, m.denominator, 100 * m.numerator / nullif(m.denominator, 0) as rate,
    m.completeness, m.is_simulated
from mart_attainment as m
inner join dim_group as g using (group_id)
where m.area_id = '24.2025-07' and m.indicator_id = 'learning_citizen_rate_adults_in_learning_models' and m.territory = 'as_reported'
order by m.period desc, rate desc nulls last
