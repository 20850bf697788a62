-- grain: row of mart_attainment, so many after a row number, in the order of the release
-- unit: as mart_attainment; row_number its place in the release; nature_vi in words
-- null: as mart_attainment
select m.rowid as row_number, m.*, case when m.is_simulated then 'mô phỏng' else 'thật' end as nature_vi
from mart_attainment as m
where m.rowid > $after
    and ($area is null or m.area_id = $area)
    and (($parent is null and $level is null) or m.area_id in (
        select area_id from dim_area
        where ($parent is null or parent_area_id = $parent or province_area_id = $parent and area_id <> $parent)
            and ($level is null or level = $level)
    ))
    and ($indicator is null or m.indicator_id = $indicator)
    and ($period is null or m.period = $period)
    and ($territory is null or m.territory = $territory)
    and ($group is null or coalesce(m.group_id, 'total') = $group)
    and ($basis is null or m.basis = $basis)
    and ($target_year is null or m.target_year = $target_year)
    and ($status is null or m.status = $status)
order by m.rowid
limit $row_limit
