-- grain: area of a reported value that dim_area does not know (must be empty)
-- unit: none
-- null: none
with used as materialized (
    select distinct territory, area_id
    from mart_attainment
)

select distinct m.area_id
from used as m
anti join dim_area as a using (area_id)
anti join dim_common_area as c on m.territory = 'common' and c.area_id = m.area_id
