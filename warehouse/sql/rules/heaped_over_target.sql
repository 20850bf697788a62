-- grain: one title × group × period × target that many areas pass by less than a point and few miss by less than a point
-- unit: target in percent; counts of areas
-- null: none
with rates as materialized (
    select row_key, line_id, heading_id, 100 * recognised / total as rate
    from row_measures
    where total >= 20 and recognised <= total
),

near as (
    select r.row_key, r.line_id, h.series_id, t.target_value, t.scope_area_id, r.rate - t.target_value as distance
    from rates as r
    inner join candidate_heading as h using (heading_id)
    inner join title_target as t using (subject_id)
    where distance >= -1 and distance < 1
),

aimed as (
    select distinct n.row_key, n.line_id, n.series_id, n.target_value, n.distance
    from near as n
    inner join candidate_line as l using (line_id)
    inner join candidate_area as a using (area_id)
    where n.scope_area_id in ('VN', a.area_id, a.parent_area_id, a.province_area_id)
),

heaped as (
    select series_id, target_value, min_by(row_key, line_id) filter (where distance >= 0) as row_key,
        count(*) filter (where distance >= 0) as over_count, count(*) filter (where distance < 0) as under_count
    from aimed
    group by all
    having over_count >= 5 and over_count >= 3 * greatest(under_count, 1)
)

select c.sheet, c.cell, '' as value, h.target_value, h.over_count, h.under_count
from heaped as h
inner join candidate_cell as c using (row_key)
anti join repeated_cell using (order_number)
where c.measure = 'recognised' and not c.is_total
order by c.order_number, h.target_value
