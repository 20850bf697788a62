-- grain: territory × reporting unit or province × area of that territory it lies in, wholly or in part
-- unit: weight = share of the unit's counts, 0–1; the weights of a unit sum to 1 in each territory
-- null: none
-- Former units lie in current ones (current), current wards in former districts and provinces (former_districts), both in common areas.
with part as (
    select c.old_area_id, c.new_area_id, c.weight, c.share_of_new, o.level, o.province_area_id as old_province_id, n.province_area_id as new_province_id,
        case when o.level = 'ward' then o.parent_area_id else o.area_id end as district_id
    from bridge_area_change as c
    inner join dim_area as o on o.area_id = c.old_area_id
    inner join dim_area as n on n.area_id = c.new_area_id
    where c.weight > 0
)

select 'current' as territory, old_area_id as source_area_id, new_area_id as area_id, weight
from part

union all

select 'former_districts' as territory, new_area_id as source_area_id, district_id as area_id, sum(share_of_new) as weight
from part
where level <> 'province'
group by new_area_id, district_id

union all

select 'former_districts' as territory, new_area_id as source_area_id, old_province_id as area_id, sum(share_of_new) as weight
from part
where level <> 'province' and old_province_id <> new_province_id
group by new_area_id, old_province_id

union all

select 'common' as territory, area_id as source_area_id, common_area_id as area_id, 1 as weight
from bridge_common_area
