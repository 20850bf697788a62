-- grain: level × era of the units under an area: what a map of it can show (the provinces under the nation)
-- unit: area_count in areas
-- null: layer_key, boundary_id, fidelity, source = the release has no shapes for them
with eras as (
    select unnest(['2025-07', 'before-2025-07']) as era
),

children as (
    select c.level, e.era, count(*) as area_count
    from dim_area as c
    inner join eras as e on e.era = c.era or (c.valid_from is null and c.valid_to is null)
    where case
        when $area_id = 'VN' then c.level = 'province'
        else c.level in ('district', 'ward') and $area_id in (c.parent_area_id, c.province_area_id)
    end
    group by c.level, e.era
)

select c.level, c.era, c.area_count, g.layer_key, g.boundary_id, g.fidelity, g.source
from children as c
cross join (select area_code from dim_area where area_id = $area_id) as scope
left join geometry_layer as g
    on g.level = c.level and g.era = c.era and g.scope_code = case when $area_id = 'VN' then 'VN' else scope.area_code end
order by c.era = 'before-2025-07', c.level <> 'district', c.level
