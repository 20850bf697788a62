-- grain: area, so many after a row number, in the order of the release
-- unit: as dim_area; row_number its place in the release; total_count all rows that fit
-- null: as dim_area; total_count = no row follows
with matched as materialized (
    select a.rowid as row_number
    from dim_area as a
    where ($area is null or a.area_id = $area)
        and ($parent is null or a.parent_area_id = $parent or a.province_area_id = $parent and a.area_id <> $parent)
        and ($level is null or a.level = $level)
        and ($era is null or a.era = $era)
),

page as (
    select row_number from matched where row_number > $after order by row_number limit $row_limit
)

select a.rowid as row_number, (select count(*) from matched) as total_count, a.*
from dim_area as a
where a.rowid in (select row_number from page)
order by a.rowid
