-- grain: territory × area × indicator × period × group × basis: recast numbers from which a hidden one would follow
-- unit: none
-- null: none
-- A witness is a change of hidden numbers that no shown one notices; a recast number that would notice it is hidden as well (METHODS 8, 10).
with change as (
    select w.witness, t.territory, t.area_id, w.indicator_id, w.period, w.group_id, w.basis, sum(w.sign * coalesce(f.weight, t.weight)) as difference
    from witness as w
    inner join territory_part as t on t.source_area_id = w.area_id
    left join former_share as f
        on f.territory = t.territory and f.source_area_id = t.source_area_id and f.area_id = t.area_id and f.indicator_id = w.indicator_id
        and f.group_id = w.group_id and f.basis = w.basis
    group by all
)

select distinct territory, area_id, indicator_id, period, group_id, basis
from change
where difference <> 0
