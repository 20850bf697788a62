-- grain: units whose reports are summed into an area × indicator × period × basis, those that have not reported first
-- unit: numerator, denominator in the unit noun; value in the indicator's unit
-- null: numerator, denominator, value = not reported; file_name, sha256, sheet, cells, as_of = no cell; source_url = the source has none
with units as (
    select area_id, name_vi, name_en
    from dim_area as a
    where $area_id in (a.parent_area_id, a.province_area_id)
      and a.level in ('ward', 'district')
      and not exists (select 1 from dim_area as child where child.parent_area_id = a.area_id)
),

reports as (
    select distinct on (a.area_id) a.area_id, a.numerator, a.denominator, a.value, a.is_simulated
    from mart_attainment as a
    semi join units using (area_id)
    where a.territory = 'as_reported' and a.indicator_id = $indicator_id and a.period = $period and a.basis = $basis and a.group_id is not distinct from $group_id
    order by a.area_id
),

cells as (
    select p.area_id, any_value(p.file_name) as file_name, any_value(p.sha256) as sha256, any_value(p.sheet) as sheet,
        max(p.as_of) as as_of, any_value(p.source_url) as source_url,
        string_agg(distinct p.cell, ', ' order by p.cell) as cells
    from mart_provenance as p
    semi join units using (area_id)
    where p.indicator_id = $indicator_id and p.period = $period and p.basis = $basis and p.group_id is not distinct from $group_id
    group by p.area_id
)

select u.area_id, u.name_vi, u.name_en, r.numerator, r.denominator, r.value, r.value is not null as has_reported, r.is_simulated,
    c.file_name, c.sha256, c.sheet, c.cells, c.as_of, c.source_url
from units as u
inner join reports as r using (area_id)
left join cells as c using (area_id)
order by has_reported, u.name_vi collate vi, u.area_id
