-- grain: indicator, so many after a row number, in the order of the release
-- unit: as dim_indicator; row_number its place in the release; total_count all rows that fit
-- null: as dim_indicator; total_count = no row follows
with matched as materialized (
    select i.rowid as row_number from dim_indicator as i where $indicator is null or i.indicator_id = $indicator
),

page as (
    select row_number from matched where row_number > $after order by row_number limit $row_limit
)

select i.rowid as row_number, (select count(*) from matched) as total_count, i.*
from dim_indicator as i
where i.rowid in (select row_number from page)
order by i.rowid
