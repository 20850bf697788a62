-- grain: one layer of shapes, in its compressed GeoJSON
-- unit: none
-- null: none
select layer_key, boundary_id, era, level, scope_code, fidelity, source, feature_count, geojson_gz
from geometry_layer
where layer_key = $layer_key
