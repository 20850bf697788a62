-- grain: sheet of a file of which a cell stands in the numbers of an area and the units under it, of one indicator and period or of all, ended by $last_day or at any time
-- unit: cell_count in cells; as_of_from, as_of_to = first and last date the cells speak of
-- null: source_url, source_name_* = the source has none; as_of_* = no date was stated
-- Recast numbers stand on reports of the units that count for the area in their territory (bridge_territory).
with own as (
    select area_id
    from dim_area
    where $area_id = 'VN' or $area_id in (area_id, parent_area_id, province_area_id)
),

counted as (
    select area_id from own
    union
    select source_area_id from bridge_territory where territory = $territory and area_id in (select area_id from own)
)

select p.file_name, p.sheet, p.sha256, s.name_vi as source_name_vi, s.name_en as source_name_en, p.source_url,
    min(p.as_of) as as_of_from, max(p.as_of) as as_of_to, max(p.loaded_at) as loaded_at, count(*) as cell_count, p.is_simulated
from mart_provenance as p
semi join counted as c using (area_id)
left join dim_source as s using (source_id)
where ($indicator_id is null or p.indicator_id = $indicator_id) and ($period is null or p.period = $period)
  and ($last_day is null or p.period in (select period from dim_period where period_end <= cast($last_day as date)))
group by all
order by p.is_simulated, p.file_name, p.sheet, p.source_url
