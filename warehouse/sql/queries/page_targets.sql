-- grain: target, so many after a row number, in the order of the release
-- unit: target_value in the target's unit; row_number its place in the release; total_count all rows that fit
-- null: as dim_target; total_count = no row follows
with matched as materialized (
    select t.rowid as row_number
    from dim_target as t
    where ($area is null or t.scope_area_id = $area)
        and ($indicator is null or t.indicator_id = $indicator)
        and ($target_year is null or t.target_year = $target_year)
),

page as (
    select row_number from matched where row_number > $after order by row_number limit $row_limit
)

select t.rowid as row_number, (select count(*) from matched) as total_count, t.* replace (t.target_value::double as target_value)
from dim_target as t
where t.rowid in (select row_number from page)
order by t.rowid
