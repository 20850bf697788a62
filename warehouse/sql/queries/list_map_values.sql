-- grain: one area of a level under an area, for one indicator, period and target year
-- unit: as mart_attainment
-- null: everything after valid_to where nothing was expected of the area in that period; status then says no_data
with children as (
    select area_id, area_code, era, level, kind, name_vi, name_en, parent_area_id, province_area_id, valid_from, valid_to
    from dim_area
    where level = $level
      and era = $era
      and ($parent_area_id in (parent_area_id, province_area_id) or $parent_area_id = 'VN')
),

judged as (
    select a.*
    from mart_attainment as a
    semi join children using (area_id)
    where a.indicator_id = $indicator_id
      and a.period = $period
      and a.group_id is null
      and (a.target_id is null or a.target_year is not distinct from $target_year)
    qualify row_number() over (
        partition by a.area_id
        order by a.value is not null and a.basis = a.target_basis desc, a.value is not null desc, a.is_headline desc,
            a.target_id is not null desc, a.basis, a.target_id
    ) = 1
)

select c.*, j.* exclude (area_id, status, status_reason),
    coalesce(j.status, 'no_data') as status,
    coalesce(j.status_reason, 'not_reported') as status_reason
from children as c
left join judged as j using (area_id)
order by c.name_vi collate vi, c.area_id
