-- grain: period in which units of one level and era under an area have a value of the indicator, on a territory or as reported; newest first
-- unit: value_count in areas
-- null: none
with places as ( -- the area, and where it is a merged province the former provinces it was made from
    select $parent_area_id as area_id
    union
    select old_area_id from bridge_area_change where new_area_id = $parent_area_id
),

children as (
    select area_id
    from dim_area
    where level = $level
      and (era = $era or (valid_from is null and valid_to is null)) -- a province the reform left alone is of both eras
      and (
          $parent_area_id = 'VN'
          or parent_area_id in (select area_id from places)
          or province_area_id in (select area_id from places)
      )
)

select a.period, a.period_end, count(distinct a.area_id) as value_count
from mart_attainment as a
semi join children using (area_id)
where a.indicator_id = $indicator_id and a.group_id is null and a.value is not null and a.territory in ($territory, 'as_reported')
group by a.period, a.period_end
order by a.period_end desc, a.period
