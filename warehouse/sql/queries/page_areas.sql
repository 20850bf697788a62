-- grain: area, so many after a row number, in the order of the release
-- unit: as dim_area; row_number its place in the release
-- null: as dim_area
select a.rowid as row_number, a.*
from dim_area as a
where a.rowid > $after
    and ($area is null or a.area_id = $area)
    and ($parent is null or a.parent_area_id = $parent or a.province_area_id = $parent and a.area_id <> $parent)
    and ($level is null or a.level = $level)
    and ($era is null or a.era = $era)
order by a.rowid
limit $row_limit
