-- grain: reported number of mart_attainment that cannot be traced to a cell (must be empty)
-- unit: none
-- null: none
select a.area_id, a.indicator_id, a.period, a.group_id, a.basis
from mart_attainment as a
anti join mart_provenance as p
    on p.area_id = a.area_id and p.indicator_id = a.indicator_id and p.period = a.period
    and p.group_id is not distinct from a.group_id and p.basis = a.basis
where a.value is not null and a.is_reported and a.recast = 'none'
