-- grain: area × indicator × period × basis × headline target, as reported, totals only: what an ordinary page would read from a CSV
-- unit: value and target in percent or in the unit of the indicator
-- null: value where nothing was reported, target where there is none
select
    m.area_id,
    a.name_vi as area,
    a.level,
    a.era,
    coalesce(p.name_vi, '') as province,
    coalesce(i.short_vi, i.name_vi) as indicator,
    m.period,
    m.basis,
    m.numerator,
    m.denominator,
    m.value,
    m.target_year,
    m.target_value as target,
    m.status,
    m.is_simulated
from mart_attainment as m
inner join dim_area as a using (area_id)
inner join dim_indicator as i using (indicator_id)
left join dim_area as p on p.area_id = a.province_area_id
where m.territory = 'as_reported' and m.group_id is null and (m.target_id is null or m.is_headline)
order by all
