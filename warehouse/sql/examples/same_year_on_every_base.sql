-- grain: province × period × basis of one indicator, where it was measured on more than one base
-- unit: value in percent 0–100; completeness 0–1
-- null: numerator, denominator = published as a rate only
select distinct a.name_vi, m.period, m.basis, m.numerator, m.denominator, m.value, m.qualifier, m.completeness, m.is_simulated
from mart_attainment as m
inner join dim_area as a using (area_id)
where a.level = 'province' and m.indicator_id = 'learning_citizen_rate_adults_in_learning_models' and m.territory = 'as_reported'
    and m.group_id is null and m.value is not null
qualify count(distinct m.basis) over (partition by m.area_id, m.period) > 1
order by a.name_vi collate vi, m.period, m.basis
