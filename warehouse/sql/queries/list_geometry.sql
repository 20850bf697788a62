-- grain: one layer of shapes, without the shapes
-- unit: feature_count in areas
-- null: none
select layer_key, boundary_id, era, level, scope_code, fidelity, source, feature_count
from geometry_layer
order by layer_key
