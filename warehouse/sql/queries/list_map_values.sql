-- grain: one area of a level under an area, for one indicator, period and target year
-- unit: as mart_attainment
-- null: target columns where no target of that year applies, but target_basis then is the indicator's; the rest after valid_to where nothing was expected of the area in that period (status no_data)
-- is_published = of a source that publishes, not a unit's own report or a sum of them.
-- An area without a row of the territory asked for has the one that was reported of it.
with places as ( -- the area, and where it is a merged province the former provinces it was made from
    select $parent_area_id as area_id
    union
    select old_area_id from bridge_area_change where new_area_id = $parent_area_id
),

children as (
    select area_id, area_code, era, level, kind, name_vi, name_en, parent_area_id, province_area_id, valid_from, valid_to
    from dim_area
    where level = $level
      and (era = $era or (valid_from is null and valid_to is null)) -- a province the reform left alone is of both eras
      and (
          $parent_area_id = 'VN'
          or parent_area_id in (select area_id from places)
          or province_area_id in (select area_id from places)
      )
),

judged as (
    select a.*, a.target_id is null or a.target_year is not distinct from $target_year as is_asked,
        case when i.target_basis not in ('unknown', 'none') then i.target_basis end as indicator_basis
    from mart_attainment as a
    inner join dim_indicator as i using (indicator_id)
    where a.indicator_id = $indicator_id
      and a.period = $period
      and a.group_id is null
      and a.area_id in (select area_id from children)
      and a.territory in ($territory, 'as_reported')
    qualify row_number() over (
        partition by a.area_id
        order by a.territory = $territory desc, a.value is not null and a.basis is not distinct from coalesce(i.target_basis, a.basis) desc,
            is_asked desc, a.value is not null desc, a.is_headline desc, a.target_id is not null desc, a.basis, a.target_id
    ) = 1
),

placed as (
    select * replace (
        case when is_asked then target_id end as target_id,
        case when is_asked then target_year end as target_year,
        case when is_asked then target_value end as target_value,
        case when is_asked and target_basis is not null then target_basis else indicator_basis end as target_basis,
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
        is_asked and is_headline as is_headline,
        case when is_asked or status in ('no_data', 'not_applicable', 'suppressed') then status else 'no_target' end as status,
        case when is_asked or status in ('no_data', 'not_applicable', 'suppressed') then status_reason else 'no_target' end
            as status_reason
    )
    from judged
)

select c.*, parent.name_vi as parent_name_vi, parent.name_en as parent_name_en,
    j.* exclude (area_id, is_asked, indicator_basis, status, status_reason), coalesce(j.source_id in (select source_id from dim_source where shipped_file is not null), false) as is_published,
    coalesce(j.status, 'no_data') as status,
    coalesce(j.status_reason, 'not_reported') as status_reason
from children as c
left join placed as j using (area_id)
left join dim_area as parent on parent.area_id = c.parent_area_id
order by c.name_vi collate vi, c.area_id
