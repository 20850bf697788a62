-- grain: one area
-- unit: area_km2 in km²; latitude, longitude in degrees
-- null: parent_* = the nation; province_* = above the provinces
select a.area_id, a.area_code, a.era, a.level, a.kind, a.name_vi, a.name_en, a.parent_area_id, a.province_area_id,
    a.valid_from, a.valid_to, a.legal_act, a.area_km2,
    parent.name_vi as parent_name_vi, parent.name_en as parent_name_en,
    province.name_vi as province_name_vi, province.name_en as province_name_en, province.era as province_era
from dim_area as a
left join dim_area as parent on parent.area_id = a.parent_area_id
left join dim_area as province on province.area_id = a.province_area_id
where a.area_id = $area_id
