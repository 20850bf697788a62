-- grain: area, common ones included → the current province whose counts it shares, with the former ones merged into it
-- unit: none
-- null: none; areas above provinces are in VN
-- Provinces tied by the crosswalk, however lightly, are one; none of what is computed of one looks at another (decision 0012).
with recursive crossing as (
    select distinct o.province_area_id as one_id, n.province_area_id as other_id
    from bridge_area_change as c
    inner join dim_area as o on o.area_id = c.old_area_id
    inner join dim_area as n on n.area_id = c.new_area_id
),

step as (
    select one_id, other_id from crossing
    union
    select other_id, one_id from crossing
),

reach as (
    select area_id as one_id, area_id as other_id from dim_area where level = 'province'
    union
    select r.one_id, s.other_id
    from reach as r
    inner join step as s on s.one_id = r.other_id
),

tied as (
    select r.one_id as area_id, coalesce(min(r.other_id) filter (where a.era = '2025-07'), min(r.other_id)) as province_area_id
    from reach as r
    inner join dim_area as a on a.area_id = r.other_id
    group by r.one_id
)

select a.area_id, coalesce(t.province_area_id, 'VN') as province_area_id
from dim_area as a
left join tied as t on t.area_id = a.province_area_id

union all

select c.area_id, coalesce(t.province_area_id, 'VN')
from dim_common_area as c
left join tied as t on t.area_id = c.province_area_id
