-- grain: level × era of the areas under an area, the finest that has values of an indicator for a target year first
-- unit: area_count, value_count in areas
-- null: none
with children as (
    select area_id, level, era
    from dim_area
    where level in ('province', 'district', 'ward')
      and area_id <> $area_id
      and ($area_id in (parent_area_id, province_area_id) or ($area_id = 'VN' and level = 'province'))
),

chosen as (
    select valid_to is not null as has_ended from dim_area where area_id = $area_id
),

met as (
    select distinct s.area_id
    from mart_standing as s
    semi join children using (area_id)
    cross join chosen as c
    where s.indicator_id = $indicator_id and s.value is not null
      and (c.has_ended or s.status <> 'not_applicable')
      and (c.has_ended or s.target_id is null or s.target_year is not distinct from $target_year)
)

select c.level, c.era, count(*) as area_count, count(m.area_id) as value_count
from children as c
left join met as m using (area_id)
group by c.level, c.era
order by (count(m.area_id) > 0) desc, c.era, case c.level when 'district' then 0 when 'ward' then 1 else 2 end
