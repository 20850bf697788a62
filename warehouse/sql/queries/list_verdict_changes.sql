-- grain: one changed verdict of the area or of an area under it, newest first
-- unit: target_value in percent or the indicator's unit
-- null: status_after = the area no longer stands on the target
with recursive places as (
    select area_id
    from dim_area
    where area_id = $area_id
    union
    select a.area_id
    from dim_area as a
    inner join places as p on a.parent_area_id = p.area_id
)

select c.*, a.name_vi, a.name_en, i.name_vi as indicator_vi, i.name_en as indicator_en, t.target_year, t.target_value
from mart_verdict_change as c
semi join places using (area_id)
inner join dim_area as a using (area_id)
inner join dim_indicator as i using (indicator_id)
inner join dim_target as t using (target_id)
order by c.released_at desc, t.target_year, c.indicator_id, c.area_id
