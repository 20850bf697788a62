-- grain: unit that reports for itself under an area × period in which it was expected to report on a title
-- unit: expected_count, reported_count in indicators of titles
-- null: row_area_id = the unit itself is the row
-- row_area_id: the row of a table the unit is counted in: of the nation its province of today, of a province the former district it lay in.
with place as ( -- the area, and where it is a merged province the former provinces it was made from
    select $area_id as area_id
    union
    select old_area_id from bridge_area_change where new_area_id = $area_id
),

unit as (
    select a.area_id, a.era, a.name_vi, a.name_en, a.parent_area_id, parent.name_vi as parent_name_vi, parent.name_en as parent_name_en,
        case
            when $area_id = 'VN' then coalesce(change.new_area_id, a.province_area_id)
            when parent.level = 'district' and $area_id <> parent.area_id then parent.area_id
            else a.area_id
        end as row_area_id
    from dim_area as a
    left join dim_area as parent on parent.area_id = a.parent_area_id
    left join bridge_area_change as change on $area_id = 'VN' and change.old_area_id = a.province_area_id
    where a.level = 'ward' and ($area_id = 'VN' or a.area_id = $area_id
        or a.parent_area_id in (select area_id from place) or a.province_area_id in (select area_id from place))
),

expected as (
    select m.area_id, m.period, m.period_end,
        count(distinct m.indicator_id) as expected_count,
        count(distinct m.indicator_id) filter (where m.value is not null or m.numerator is not null or m.status = 'suppressed') as reported_count,
        bool_or(m.is_simulated) as is_simulated
    from mart_attainment as m
    semi join unit as u using (area_id)
    where m.indicator_id in (select distinct indicator_id from mart_title_flow) and m.territory = 'as_reported' and m.group_id is null
    group by all
)

select u.row_area_id, r.name_vi as row_name_vi, r.name_en as row_name_en, u.area_id, u.era, u.name_vi, u.name_en, u.parent_area_id, u.parent_name_vi, u.parent_name_en,
    e.period, e.period_end, e.expected_count, e.reported_count, coalesce(e.is_simulated, false) as is_simulated
from expected as e
inner join unit as u using (area_id)
inner join dim_area as r on r.area_id = u.row_area_id
order by e.period_end, r.name_vi collate vi, u.name_vi collate vi, u.area_id
