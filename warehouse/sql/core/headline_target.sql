-- grain: area × indicator × target year → the one target that makes the headline
-- unit: none
-- null: target_year where the target sets none
-- Its own verified target, else the nearest ancestor's; of several equally near the strictest (METHODS 11). Only where something is to be judged.
with to_judge as (
    select area_id, indicator_id from observation
    union
    select area_id, indicator_id from awaited_observation
    union
    select area_id, indicator_id from territory_observation
)

select s.area_id, t.indicator_id, t.target_year, t.target_id
from dim_target as t
inner join area_scope as s on s.scope_area_id = t.scope_area_id
inner join dim_indicator as i on i.indicator_id = t.indicator_id
semi join to_judge as j on j.indicator_id = t.indicator_id and j.area_id = s.area_id
qualify row_number() over (
    partition by s.area_id, t.indicator_id, t.target_year
    order by t.is_verified and t.target_value is not null desc, s.distance, t.target_value * i.direction desc nulls last, t.target_id
) = 1
