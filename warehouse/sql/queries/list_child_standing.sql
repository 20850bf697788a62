-- grain: one area of a level under an area, for one indicator and target year: where it stands now
-- unit: as mart_standing
-- null: everything after valid_to where nothing was ever expected of the area; status then says no_data
with children as (
    select area_id, area_code, era, level, kind, name_vi, name_en, parent_area_id, province_area_id, valid_from, valid_to
    from dim_area
    where level = $level
      and era = $era
      and ($parent_area_id in (parent_area_id, province_area_id) or $parent_area_id = 'VN')
),

standing as (
    select s.*
    from mart_standing as s
    semi join children using (area_id)
    where s.indicator_id = $indicator_id
      and (s.target_id is null or s.target_year is not distinct from $target_year)
    qualify row_number() over (
        partition by s.area_id
        order by s.is_headline desc, s.target_id is not null desc, s.value is not null desc, s.target_id
    ) = 1
)

select c.*, s.* exclude (area_id, status, status_reason),
    coalesce(s.status, 'no_data') as status,
    coalesce(s.status_reason, 'not_reported') as status_reason
from children as c
left join standing as s using (area_id)
order by c.name_vi collate vi, c.area_id
