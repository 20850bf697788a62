-- grain: current ward of several former districts × former district or province × indicator × group × basis
-- unit: weight = share of the ward's counts that comes from there, 0–1, by the last denominators its former parts reported; sums to 1
-- null: none
-- A ward with a former part whose denominator is not known, or is of too few persons to be shown, keeps the shares of the crosswalk.
with part as (
    select c.new_area_id, c.old_area_id, c.weight, case when o.level = 'ward' then o.parent_area_id else o.area_id end as district_id
    from bridge_area_change as c
    inner join dim_area as o on o.area_id = c.old_area_id and o.level <> 'province'
    where c.weight > 0
    qualify count(distinct district_id) over (partition by c.new_area_id) > 1
),

latest as (
    select area_id as old_area_id, indicator_id, group_id, basis, max_by(denominator, (period_end, -length(period), period)) as denominator
    from unit_observation
    where has_reported and area_id in (select old_area_id from part)
    group by all
),

last_known as (
    select l.*
    from latest as l
    inner join dim_indicator as i using (indicator_id)
    cross join build_parameter as p
    where not i.counts_persons or l.denominator >= p.minimum_persons_count -- a hidden one would show in the share
),

sized as (
    select p.new_area_id, p.district_id, k.indicator_id, k.group_id, k.basis, sum(p.weight * k.denominator) as size, count(*) as part_count
    from part as p
    inner join last_known as k using (old_area_id)
    group by all
),

whole as (
    select s.new_area_id, s.indicator_id, s.group_id, s.basis, sum(s.size) as size
    from sized as s
    inner join (select new_area_id, count(*) as part_count from part group by new_area_id) as p using (new_area_id)
    group by s.new_area_id, s.indicator_id, s.group_id, s.basis
    having sum(s.size) > 0 and sum(s.part_count) = max(p.part_count)
),

rounded as (
    select s.new_area_id, s.district_id, s.indicator_id, s.group_id, s.basis, round(s.size / w.size, 6)::decimal(9, 6) as weight
    from sized as s
    inner join whole as w using (new_area_id, indicator_id, group_id, basis)
),

district as ( -- the largest share takes what rounding left, so that they sum to 1
    select new_area_id, district_id, indicator_id, group_id, basis,
        case when row_number() over (one_ward order by weight desc, district_id) = 1
            then 1 - sum(weight) over one_ward + weight else weight end as weight
    from rounded
    window one_ward as (partition by new_area_id, indicator_id, group_id, basis)
)

select 'former_districts' as territory, new_area_id as source_area_id, district_id as area_id, indicator_id, group_id, basis, weight
from district

union all

select 'former_districts', d.new_area_id, a.province_area_id, d.indicator_id, d.group_id, d.basis, sum(d.weight)
from district as d
inner join dim_area as a on a.area_id = d.district_id
inner join dim_area as n on n.area_id = d.new_area_id
where a.province_area_id <> n.province_area_id
group by all
