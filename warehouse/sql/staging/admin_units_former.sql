-- grain: one row per commune-level unit of 30/6/2025 (run on the SQLite file of the vietnamadminunits package)
-- unit: none
-- null: ward columns of the five island districts that had no communes
select
    provinceCode as province_code,
    province as province_name,
    provinceKey as province_key,
    districtCode as district_code,
    district as district_name,
    districtType as district_kind,
    districtKey as district_key,
    wardCode as ward_code,
    ward as ward_name,
    wardType as ward_kind,
    wardKey as ward_key
from admin_units_legacy
order by provinceCode, districtCode, wardCode
