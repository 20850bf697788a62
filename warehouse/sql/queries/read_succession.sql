-- grain: pair of a former area and the current one it went into, of the two areas asked about; at most one row
-- unit: weight = share of the former area's counts, share_of_new = share of the current area that came from it, 0–1
-- null: none; no row where neither went into the other
select old_area_id, new_area_id, weight::double as weight, share_of_new::double as share_of_new
from bridge_area_change
where (old_area_id = $area_id and new_area_id = $other_area_id) or (old_area_id = $other_area_id and new_area_id = $area_id)
