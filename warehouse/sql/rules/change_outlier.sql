-- grain: one recognised count whose rate moved since the year before quite unlike that of the other areas
-- unit: percent; z is the modified z-score of the change on the logit scale (Iglewicz and Hoaglin 1993: above 3.5)
-- null: none
-- needs: standing_value
with rates as (
    select row_key, area_id, period, subject_id, group_id, recognised as x, total as n
    from candidate_row
    where total > 0 and recognised <= total
),

before as (
    select area_id, period, subject_id, group_id,
        max(value) filter (where measure = 'recognised') as x, max(value) filter (where measure = 'total') as n
    from standing_value
    where measure in ('recognised', 'total') and period in (select year_before from candidate_period)
    group by all
    having n > 0 and x <= n
),

changed as (
    select r.*, b.x / b.n as old_ratio, r.x / r.n as new_ratio,
        ln((r.x + 0.5) / (r.n - r.x + 0.5)) - ln((b.x + 0.5) / (b.n - b.x + 0.5)) as change
    from rates as r
    inner join candidate_period as p using (period)
    inner join before as b on b.area_id = r.area_id and b.period = p.year_before and b.subject_id = r.subject_id and b.group_id = r.group_id
),

centred as (
    select *, median(change) over series as middle, count(*) over series as area_count
    from changed
    window series as (partition by subject_id, group_id, period)
),

scored as (
    select *, median(abs(change - middle)) over (partition by subject_id, group_id, period) as spread
    from centred
)

select c.sheet, c.cell, c.text as value, 100 * s.old_ratio as old_pct, 100 * s.new_ratio as new_pct
from scored as s
inner join candidate_cell as c using (row_key)
where c.measure = 'recognised' and not c.is_total and s.area_count >= 8 and s.spread > 0
  and abs(0.6745 * (s.change - s.middle) / s.spread) > 3.5 and abs(s.new_ratio - s.old_ratio) >= 0.05
order by c.order_number
