-- grain: row of mart_provenance, so many after a row number, in the order of the release
-- unit: as mart_provenance; row_number its place in the release; nature_vi in words
-- null: as mart_provenance
select p.rowid as row_number, p.area_id, p.indicator_id, p.period, p.group_id, p.basis, p.measure,
    p.value, p.qualifier, p.file_name, p.sha256, p.sheet, p.cell, p.loaded_at, p.load_id, p.source_id, p.as_of, p.source_url, p.credibility,
    p.is_simulated, case when p.is_simulated then 'mô phỏng' else 'thật' end as nature_vi
from mart_provenance as p
where p.rowid > $after
    and ($area is null or p.area_id = $area)
    and ($indicator is null or p.indicator_id = $indicator)
    and ($period is null or p.period = $period)
    and ($group is null or coalesce(p.group_id, 'total') = $group)
    and ($basis is null or p.basis = $basis)
order by p.rowid
limit $row_limit
