-- grain: area × area whose targets may apply to it (itself and its ancestors)
-- unit: distance in steps upwards, 0 for itself
-- null: none
with recursive scope as (
    select area_id, area_id as scope_area_id, 0 as distance
    from dim_area

    union all

    select s.area_id, a.parent_area_id as scope_area_id, s.distance + 1 as distance
    from scope as s
    inner join dim_area as a on a.area_id = s.scope_area_id
    where a.parent_area_id is not null
)

select area_id, scope_area_id, distance
from scope
