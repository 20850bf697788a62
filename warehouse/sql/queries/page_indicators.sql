-- grain: indicator, so many after a row number, in the order of the release
-- unit: as dim_indicator; row_number its place in the release
-- null: as dim_indicator
select i.rowid as row_number, i.*
from dim_indicator as i
where i.rowid > $after
    and ($indicator is null or i.indicator_id = $indicator)
order by i.rowid
limit $row_limit
