-- grain: one row of a sheet whose area and period were closed
-- unit: none
-- null: none
-- needs: locked_area
select c.sheet, c.area_cell as cell, c.period as value, any_value(k.locked_by) as locked_by, strftime(max(k.locked_at), '%d/%m/%Y') as locked_on,
    any_value(k.document) as document, c.row_key
from candidate_cell as c
inner join locked_area as a on a.area_id = c.area_id
inner join period_lock as k on k.lock_id = a.lock_id and k.period = c.period
anti join reopened_lock as r on r.lock_id = k.lock_id
where not c.is_total and (c.value is not null or c.missing_reason is not null)
group by c.sheet, c.area_cell, c.period, c.row_key
order by min(c.order_number)
