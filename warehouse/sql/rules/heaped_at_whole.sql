-- grain: one title × group × period in which many areas recognised exactly everybody who registered
-- unit: counts of areas
-- null: none
with heaped as (
    select subject_id, group_id, period, count(*) filter (where recognised = registered) as heaped_count, count(*) as area_count,
        min_by(row_key, order_number) filter (where recognised = registered) as row_key
    from candidate_row
    where registered >= 20 and recognised is not null
    group by all
    having heaped_count >= 5 and heaped_count * 10 >= area_count * 3
)

select c.sheet, c.cell, '' as value, h.heaped_count, h.area_count
from heaped as h
inner join candidate as c using (row_key)
anti join repeated_cell using (order_number)
where c.measure = 'recognised' and not c.is_total
order by c.order_number
