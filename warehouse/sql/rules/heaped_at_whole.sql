-- grain: one title × group × period in which many areas recognised exactly everybody who registered
-- unit: counts of areas
-- null: none
with heaped as (
    select h.series_id, count(*) filter (where recognised = registered) as heaped_count, count(*) as area_count,
        min_by(row_key, line_id) filter (where recognised = registered) as row_key
    from row_measures as m
    inner join candidate_heading as h using (heading_id)
    where registered >= 20 and recognised is not null
    group by all
    having heaped_count >= 5 and heaped_count * 10 >= area_count * 3
)

select c.sheet, c.cell, '' as value, h.heaped_count, h.area_count
from heaped as h
inner join candidate_cell as c using (row_key)
anti join repeated_cell using (order_number)
where c.measure = 'recognised' and not c.is_total
order by c.order_number
