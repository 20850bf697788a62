-- grain: area of a level and era with a known base of an indicator: the last one of at least the completeness asked for
-- unit: denominator in the unit noun; area_km2 in km²
-- null: area_km2 = not known, as of every former unit
-- What was reported stands before what was recast; a hidden base is not known.
with areas as (
    select area_id, level, kind, name_vi, name_en, parent_area_id, province_area_id, area_km2
    from dim_area
    where level = $level and (era = $era or (valid_from is null and valid_to is null)) -- a province the reform left alone is of both eras
)

select a.area_id, a.kind, a.name_vi, a.name_en, a.parent_area_id, a.province_area_id, a.area_km2,
    m.denominator, m.period, m.is_simulated, m.recast
from mart_attainment as m
inner join areas as a using (area_id)
where m.indicator_id = $indicator_id and m.basis = $basis and m.group_id is null and m.territory in ('as_reported', 'current')
  and m.denominator > 0 and m.completeness >= $completeness
qualify row_number() over (
    partition by m.area_id order by m.period_end desc, m.territory = 'as_reported' desc, m.target_id
) = 1
order by a.area_id
