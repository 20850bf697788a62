-- grain: one area of a level under an area, for one indicator and target year: where it stands now
-- unit: as mart_standing
-- null: target columns where no target of that year applies; the rest after valid_to where nothing was ever expected of the area (status no_data)
with children as (
    select area_id, area_code, era, level, kind, name_vi, name_en, parent_area_id, province_area_id, valid_from, valid_to
    from dim_area
    where level = $level
      and (era = $era or (valid_from is null and valid_to is null)) -- a province the reform left alone is of both eras
      and ($parent_area_id in (parent_area_id, province_area_id) or $parent_area_id = 'VN')
),

standing as (
    select s.*, s.target_id is null or s.target_year is not distinct from $target_year as is_asked
    from mart_standing as s
    semi join children using (area_id)
    where s.indicator_id = $indicator_id
    qualify row_number() over (
        partition by s.area_id
        order by is_asked desc, s.is_headline desc, s.target_id is not null desc, s.value is not null desc, s.period_end desc, s.target_id
    ) = 1
),

placed as (
    select * replace (
        case when is_asked then target_id end as target_id,
        case when is_asked then target_year end as target_year,
        case when is_asked then target_value end as target_value,
        case when is_asked then target_basis end as target_basis,
        case when is_asked then due end as due,
        case when is_asked then gap_count end as gap_count,
        case when is_asked then gap_count_min end as gap_count_min,
        case when is_asked then gap_count_max end as gap_count_max,
        case when is_asked then attainment end as attainment,
        case when is_asked then firm end as firm,
        case when is_asked then computed_status end as computed_status,
        case when is_asked then override_by end as override_by,
        case when is_asked then override_on end as override_on,
        case when is_asked then override_reason end as override_reason,
        case when is_asked then override_document end as override_document,
        case when is_asked then late_period end as late_period,
        is_asked and is_headline as is_headline,
        case when is_asked or status in ('no_data', 'not_applicable', 'suppressed') then status else 'no_target' end as status,
        case when is_asked or status in ('no_data', 'not_applicable', 'suppressed') then status_reason else 'no_target' end
            as status_reason
    )
    from standing
)

select c.*, s.* exclude (area_id, is_asked, status, status_reason),
    coalesce(s.status, 'no_data') as status,
    coalesce(s.status_reason, 'not_reported') as status_reason
from children as c
left join placed as s using (area_id)
order by c.name_vi collate vi, c.area_id
