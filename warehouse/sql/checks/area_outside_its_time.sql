-- grain: value of an area, as reported, for a period that ends on a day the area did not exist (must be empty)
-- unit: none
-- null: none
select m.area_id, m.indicator_id, m.period
from mart_attainment as m
inner join dim_area as a using (area_id)
where m.value is not null and m.recast = 'none'
  and (m.period_end < a.valid_from or m.period_end > a.valid_to)
