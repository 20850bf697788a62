-- grain: ward, its rate worked out from the cells as they were read
-- unit: percent
-- null: value where a part was not reported
select
    p.area_id,
    max(p.value) filter (where p.measure = 'numerator') as numerator,
    max(p.value) filter (where p.measure = 'denominator') as denominator,
    100 * max(p.value) filter (where p.measure = 'numerator') / max(p.value) filter (where p.measure = 'denominator') as value
from mart_provenance as p
inner join dim_area as a using (area_id)
where a.parent_area_id = $city and p.indicator_id = $indicator and p.period = $period and p.basis = 'total' and p.group_id is null
group by p.area_id
