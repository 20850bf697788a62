-- grain: one recognised count whose rate stands quite apart from that of the other areas of the file
-- unit: percent; modified z-score of the logit above 3.5 and at least 10 points from the median
-- null: none
with rates as (
    select row_key, area_id, period, subject_id, group_id, recognised as x, total as n
    from candidate_row
    where total > 0 and recognised <= total
),

centred as (
    select *, ln((x + 0.5) / (n - x + 0.5)) as level, median(ln((x + 0.5) / (n - x + 0.5))) over series as middle,
        median(x / n) over series as middle_ratio, count(*) over series as area_count
    from rates
    window series as (partition by subject_id, group_id, period)
),

scored as (
    select *, median(abs(level - middle)) over (partition by subject_id, group_id, period) as spread
    from centred
)

select c.sheet, c.cell, c.text as value, format('{:.1f}', 100 * s.x / s.n) as rate_pct, format('{:.1f}', 100 * s.middle_ratio) as middle_pct
from scored as s
inner join candidate as c using (row_key)
where c.measure = 'recognised' and not c.is_total and s.area_count >= 8 and s.spread > 0
  and abs(0.6745 * (s.level - s.middle) / s.spread) > 3.5 and abs(s.x / s.n - s.middle_ratio) >= 0.1
order by c.order_number
