-- grain: target, so many after a row number, in the order of the release
-- unit: target_value in the target's unit; row_number its place in the release
-- null: as dim_target
select t.rowid as row_number, t.* replace (t.target_value::double as target_value)
from dim_target as t
where t.rowid > $after
    and ($area is null or t.scope_area_id = $area)
    and ($indicator is null or t.indicator_id = $indicator)
    and ($target_year is null or t.target_year = $target_year)
order by t.rowid
limit $row_limit
