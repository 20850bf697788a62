-- grain: indicators that have a value or a target at an area or at the units directly under it
-- unit: none
-- null: short_* = the name is short enough
with near as (
    select area_id from dim_area where area_id = $area_id or $area_id in (parent_area_id, province_area_id)
),

met as (
    select s.indicator_id,
        bool_or(s.value is not null) as has_value,
        bool_or(s.target_id is not null and s.is_headline) as has_target
    from mart_standing as s
    semi join near using (area_id)
    group by s.indicator_id
)

select i.indicator_id, i."group" as indicator_group, i.sort, i.name_vi, i.name_en, i.short_vi, i.short_en, i.unit, m.has_value, m.has_target
from dim_indicator as i
inner join met as m using (indicator_id)
order by i.sort
