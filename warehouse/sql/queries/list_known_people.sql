-- grain: unit under an area without a report in a period
-- unit: people_count in persons: the largest base of persons known of the unit, reported or recast from former units, at most so many months old
-- null: no row where no base is known
with place as ( -- the area, and where it is a merged province the former provinces it was made from
    select $area_id as area_id
    union
    select old_area_id from bridge_area_change where new_area_id = $area_id
),

unit as (
    select area_id
    from dim_area
    where level = 'ward' and ($area_id = 'VN' or area_id = $area_id
        or parent_area_id in (select area_id from place) or province_area_id in (select area_id from place))
),

known as (
    select m.area_id, m.period, m.period_end, m.indicator_id, m.denominator, m.is_simulated
    from mart_attainment as m
    semi join unit as u using (area_id)
    inner join dim_indicator as i using (indicator_id)
    inner join dim_period as asked on asked.period = $period
    where i.counts_persons and m.group_id is null and m.denominator > 0 and m.territory in ('as_reported', 'current')
      and m.basis = i.target_basis and m.period_end < asked.period_end
      and m.period_end >= asked.period_end - to_months($oldest_months::integer)
)

select area_id, max(denominator)::double as people_count, max_by(period, denominator) as people_period,
    max_by(is_simulated, denominator) as is_people_simulated
from known
where (area_id, period_end) in (select (area_id, max(period_end)) from known group by area_id)
group by area_id
