-- grain: axis × code of what rows and columns of a pivot may be named by, beside areas and periods
-- unit: none
-- null: none
select axis, code, name_vi, name_en
from (
    select 'group' as axis, group_id as code, name_vi, name_en, try_cast(sort as integer) as sort from dim_group
    union all
    select 'indicator', indicator_id, coalesce(short_vi, name_vi), coalesce(short_en, name_en), sort from dim_indicator
    union all
    select 'title', title_id, title_vi, title_en, 0 from dim_title
)
order by axis, sort, code
