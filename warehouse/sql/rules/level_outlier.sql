-- grain: one recognised count whose rate stands quite apart from that of the other areas of the file
-- unit: percent; modified z-score of the logit above 3.5 and at least 10 points from the median
-- null: none
with rates as (
    select m.row_key, h.series_id, recognised / total as ratio, ln((recognised + 0.5) / (total - recognised + 0.5)) as level
    from row_measures as m
    inner join candidate_heading as h using (heading_id)
    where total > 0 and recognised <= total
),

series as (
    select series_id, median(level) as middle, median(ratio) as middle_ratio
    from rates
    group by all
    having count(*) >= 8
),

distances as (
    select r.*, s.middle_ratio, r.level - s.middle as distance
    from rates as r
    inner join series as s using (series_id)
),

spreads as (
    select series_id, median(abs(distance)) as spread
    from distances
    group by all
    having spread > 0
)

select c.sheet, c.cell, c.text as value, 100 * d.ratio as rate_pct, 100 * d.middle_ratio as middle_pct
from distances as d
inner join spreads as s using (series_id)
inner join candidate_cell as c using (row_key)
where c.measure = 'recognised' and not c.is_total and abs(0.6745 * d.distance / s.spread) > 3.5 and abs(d.ratio - d.middle_ratio) >= 0.1
order by c.order_number
