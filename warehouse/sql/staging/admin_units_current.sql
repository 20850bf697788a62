-- grain: one row per commune-level unit in force since 1/7/2025 (run on the SQLite file of the vietnamadminunits package)
-- unit: area in km2, coordinates in degrees (WGS84)
-- null: area_km2 where the package has none
select
    provinceCode as province_code,
    province as province_name,
    provinceKey as province_key,
    wardCode as ward_code,
    ward as ward_name,
    wardType as ward_kind,
    wardKey as ward_key,
    wardAreaKm2 as area_km2,
    wardLat as latitude,
    wardLon as longitude
from admin_units
order by provinceCode, wardCode
