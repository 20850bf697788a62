-- grain: one layer of shapes, in its compressed GeoJSON
-- unit: none
-- null: none
-- Releases kept from before 11/2026 hold geojson_gz in place of geojson_br.
select *
from geometry_layer
where layer_key = $layer_key
