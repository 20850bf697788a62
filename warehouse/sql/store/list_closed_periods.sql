-- grain: area × period that is closed, of itself or with an area above it
-- unit: none
-- null: none
select a.area_id, k.period, any_value(k.locked_by) as locked_by, strftime(max(k.locked_at), '%d/%m/%Y') as locked_on, any_value(k.document) as document
from period_lock as k
inner join locked_area as a using (lock_id)
anti join reopened_lock as r using (lock_id)
group by a.area_id, k.period
