-- grain: one title × group × period × target that many areas pass by less than a point and few miss by less than a point
-- unit: target in percent; counts of areas
-- null: none
with placed as (
    select r.*, t.target_value, 100 * r.recognised / r.total - t.target_value as distance
    from candidate_row as r
    inner join area as a using (area_id)
    inner join title_target as t
        on t.subject_id = r.subject_id and t.scope_area_id in ('VN', a.area_id, a.parent_area_id, a.province_area_id)
    where r.total >= 20 and r.recognised <= r.total
),

heaped as (
    select subject_id, group_id, period, target_value, min_by(row_key, order_number) filter (where distance >= 0 and distance < 1) as row_key,
        count(*) filter (where distance >= 0 and distance < 1) as over_count,
        count(*) filter (where distance < 0 and distance >= -1) as under_count
    from placed
    group by all
    having over_count >= 5 and over_count >= 3 * greatest(under_count, 1)
)

select c.sheet, c.cell, '' as value, h.target_value, h.over_count, h.under_count
from heaped as h
inner join candidate as c using (row_key)
anti join repeated_cell using (order_number)
where c.measure = 'recognised' and not c.is_total
order by c.order_number, h.target_value
