-- grain: area × basis of one indicator, or of every one where $indicator_id is null: how its value changed across 1/7/2025 until $last_day, until now where it is null, split into what people did and what the new boundary did
-- unit: values in the indicator's unit; numerators and denominators in its unit noun; real_change, boundary_change, change in its points; change = real_change + boundary_change; recast_share, new_share, completeness 0–1, completeness of the least complete of the three; unit_count = areas asked for, also those without a row
-- null: numerators, denominators = the source gives a rate without counts; old_parent_name_* = the former unit lay in no district; no row where one of the three values is missing
-- Asked for one area ($level null) or for all of a level and era under it. Old is the former unit, else the former district, of the same name that
-- the area came from, else the unit most of it came from; on old territory, and where the reform left an area alone, the boundary changes nothing.
-- A year-to-date figure is compared with the same part of the year only.
with asked as (
    select area_id, area_code, name_vi, name_en, parent_area_id, valid_from is null and valid_to is null as is_left_alone
    from dim_area
    where case when $level::varchar is null then area_id = $area_id
        else level = $level and era = $era and ($area_id in (parent_area_id, province_area_id) or $area_id = 'VN') end
),

former as (
    select a.area_id, o.area_id as old_area_id, o.parent_area_id, o.name_vi, c.share_of_new
    from asked as a
    inner join bridge_area_change as c on c.new_area_id = a.area_id
    inner join dim_area as o on o.area_id = c.old_area_id
    where $territory = 'current'
),

candidate as (
    select area_id, old_area_id, name_vi, share_of_new, true as is_unit from former
    union all
    select f.area_id, d.area_id, d.name_vi, sum(f.share_of_new), false
    from former as f
    inner join dim_area as d on d.area_id = f.parent_area_id and d.level = 'district'
    group by f.area_id, d.area_id, d.name_vi
),

predecessor as (
    select c.area_id, c.old_area_id
    from candidate as c
    inner join asked as a using (area_id)
    qualify row_number() over (
        partition by c.area_id
        order by regexp_replace(c.name_vi, '^(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Phường|Xã|Thị trấn|Đặc khu) ', '') = regexp_replace(a.name_vi, '^(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Phường|Xã|Thị trấn|Đặc khu) ', '') desc,
            c.is_unit desc, c.share_of_new desc, c.old_area_id
    ) = 1

    union all

    select area_id, area_id from asked where is_left_alone or $territory in ('as_reported', 'former_districts')
),

valued as (
    select distinct on (indicator_id, territory, area_id, basis, period) indicator_id, territory, area_id, basis, period, period_end, value, numerator, denominator, recast,
        estimated_share, completeness, is_simulated,
        report_status = 'provisional' and not coalesce(source_id in (select source_id from dim_source where shipped_file is not null), false) as is_provisional
    from mart_attainment
    where ($indicator_id::varchar is null or indicator_id = $indicator_id) and group_id is null and value is not null and ($basis::varchar is null or basis = $basis)
      and territory in ($territory, 'as_reported')
      and area_id in (select area_id from predecessor union select old_area_id from predecessor)
),

compared as (
    select p.area_id, n.indicator_id, n.basis, p.old_area_id, o.period as old_period, o.period_end as old_period_end,
        o.value as old_value, o.numerator as old_numerator, o.denominator as old_denominator,
        r.value as recast_value, r.numerator as recast_numerator, r.denominator as recast_denominator, r.recast, r.estimated_share as recast_share,
        n.period as new_period, n.period_end as new_period_end, n.value as new_value, n.numerator as new_numerator,
        n.denominator as new_denominator, n.estimated_share as new_share,
        least(o.completeness, r.completeness, n.completeness) as completeness, o.is_simulated or n.is_simulated as is_simulated,
        o.is_provisional or r.is_provisional or n.is_provisional as is_provisional
    from predecessor as p
    inner join valued as o on o.territory = 'as_reported' and o.area_id = p.old_area_id
    inner join valued as r on r.territory = $territory and r.area_id = p.area_id and r.indicator_id = o.indicator_id and r.basis = o.basis
        and r.period = o.period
    inner join valued as n on n.territory = $territory and n.area_id = p.area_id and n.indicator_id = o.indicator_id and n.basis = o.basis
    inner join dim_indicator as i on i.indicator_id = n.indicator_id
    where o.period_end < date '2025-07-01' and n.period_end >= date '2025-07-01'
      and ($last_day is null or n.period_end <= cast($last_day as date))
      and (i.accumulation <> 'year_to_date' or month(n.period_end) = month(o.period_end))
    qualify row_number() over (partition by p.area_id, n.indicator_id, n.basis order by o.period_end desc, n.period_end desc) = 1
)

select a.area_id, a.area_code, a.name_vi, a.name_en, u.name_vi as parent_name_vi, u.name_en as parent_name_en, a.is_left_alone,
    (select count(*) from asked) as unit_count, c.* exclude (area_id), c.new_value - c.recast_value as real_change, c.recast_value - c.old_value as boundary_change,
    c.new_value - c.old_value as change, f.name_vi as old_name_vi, f.name_en as old_name_en,
    d.name_vi as old_parent_name_vi, d.name_en as old_parent_name_en
from compared as c
inner join asked as a using (area_id)
inner join dim_area as f on f.area_id = c.old_area_id
left join dim_area as u on u.area_id = a.parent_area_id
left join dim_area as d on d.area_id = f.parent_area_id and d.level = 'district'
order by a.name_vi collate vi, a.area_id, c.indicator_id, c.basis
