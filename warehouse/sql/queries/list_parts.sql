-- grain: one unit or province whose counts make up a recast number, largest first
-- unit: weight = share of its counts, 0–1; numerator, denominator in the unit noun, before weighting; value in the indicator's unit
-- null: numerator, denominator, value = not reported; file_name, sha256, sheet, cells, as_of = no cell
with part as (
    select b.source_area_id as area_id, coalesce(f.weight, b.weight) as weight
    from bridge_territory as b
    left join bridge_former_share as f
        on f.territory = b.territory and f.source_area_id = b.source_area_id and f.area_id = b.area_id and f.indicator_id = $indicator_id
        and f.group_id = coalesce($group_id, '') and f.basis = $basis
    inner join dim_area as a on a.area_id = b.source_area_id
    inner join dim_period as p on p.period = $period
    where b.territory = $territory and b.area_id = $area_id
      and (a.valid_from is null or a.valid_from <= p.period_end) and (a.valid_to is null or a.valid_to >= p.period_end)
),

reports as (
    select distinct on (a.area_id) a.area_id, a.numerator, a.denominator, a.value, a.is_simulated
    from mart_attainment as a
    semi join part using (area_id)
    where a.territory = 'as_reported' and a.indicator_id = $indicator_id and a.period = $period and a.basis = $basis
      and a.group_id is not distinct from $group_id
    order by a.area_id
),

cells as (
    select p.area_id, any_value(p.file_name) as file_name, any_value(p.sha256) as sha256, any_value(p.sheet) as sheet, max(p.as_of) as as_of,
        string_agg(distinct p.cell, ', ' order by p.cell) as cells
    from mart_provenance as p
    semi join part using (area_id)
    where p.indicator_id = $indicator_id and p.period = $period and p.basis = $basis and p.group_id is not distinct from $group_id
    group by p.area_id
)

select a.area_id, a.name_vi, a.name_en, parent.name_vi as parent_name_vi, parent.name_en as parent_name_en, p.weight::double as weight,
    r.numerator, r.denominator, r.value, r.value is not null as has_reported, r.is_simulated, c.file_name, c.sha256, c.sheet, c.cells, c.as_of
from part as p
inner join dim_area as a using (area_id)
left join dim_area as parent on parent.area_id = a.parent_area_id
left join reports as r using (area_id)
left join cells as c using (area_id)
where p.weight > 0
order by p.weight * r.denominator desc nulls last, a.name_vi collate vi, a.area_id
