-- grain: area of a level with counts of those registered, for one indicator, period and territory
-- unit: registered_count, recognised_count in the unit noun
-- null: none; hidden counts and areas without them have no row
select m.area_id, max(m.denominator) as registered_count, max(m.numerator) as recognised_count
from mart_attainment as m
inner join dim_area as a using (area_id)
where m.indicator_id = $indicator_id and m.period = $period and m.territory = $territory and m.basis = 'registered'
  and a.level = $level and m.group_id is null and m.numerator is not null and m.denominator > 0
group by m.area_id
order by m.area_id
