-- grain: one row (area × period × title × group) with its measures side by side; of cells said twice the first
-- unit: whole units
-- null: a measure the row does not give
create or replace temp table candidate_row as
select area_id, period, subject_id, group_id,
    max(value) filter (where measure = 'total') as total,
    max(value) filter (where measure = 'registered') as registered,
    max(value) filter (where measure = 'assessed') as assessed,
    max(value) filter (where measure = 'recognised') as recognised,
    max(value) filter (where measure = 'digital_skill') as digital_skill,
    max(value) filter (where measure = 'digital_proficiency') as digital_proficiency,
    min(order_number) as order_number,
    count(value) + count(missing_reason) > 0 as is_filled
from candidate
anti join repeated_cell using (order_number)
where not is_total and area_id is not null
group by all
