-- grain: level × era of the units under an area: what a map of it can show (the provinces under the nation, and its wards where one layer holds them all)
-- unit: area_count in areas
-- null: layer_key, boundary_id, fidelity, source = the release has no shapes for them
-- A merged province has the units of the former provinces too, whose shapes lie in the layer of the province they became part of, as do those of
-- a former district.
with places as (
    select $area_id as area_id
    union
    select old_area_id from bridge_area_change where new_area_id = $area_id
),

scope as (
    select case when $area_id = 'VN' then 'VN' else coalesce(successor.area_code, province.area_code) end as scope_code
    from dim_area as a
    left join dim_area as province on province.area_id = case when a.level = 'province' then a.area_id else a.province_area_id end
    left join bridge_area_change as b on b.old_area_id = province.area_id
    left join dim_area as successor on successor.area_id = b.new_area_id
    where a.area_id = $area_id
    limit 1
),

eras as (
    select unnest(['2025-07', 'before-2025-07']) as era
),

children as (
    select c.level, e.era, count(*) as area_count
    from dim_area as c
    inner join eras as e on e.era = c.era or (c.valid_from is null and c.valid_to is null)
    where case
        when $area_id = 'VN' then c.level = 'province' or (c.level, e.era) in (select (level, era) from geometry_layer where scope_code = 'VN')
        else c.level in ('district', 'ward')
            and (c.parent_area_id in (select area_id from places) or c.province_area_id in (select area_id from places))
    end
    group by c.level, e.era
)

select c.level, c.era, c.area_count, g.layer_key, g.boundary_id, g.fidelity, g.source
from children as c
cross join scope
left join geometry_layer as g on g.level = c.level and g.era = c.era and g.scope_code = scope.scope_code
order by c.level <> 'province', c.era = 'before-2025-07', c.level <> 'district', c.level
