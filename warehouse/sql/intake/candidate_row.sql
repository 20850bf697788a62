-- grain: one row (area × period × title × group) with its measures side by side
-- unit: whole units
-- null: a measure the row does not give
-- is_repeated: a measure of the row is said more than once; which of the cells counts is settled in settled_row.
create or replace temp table candidate_row as
with measured as (
    select row_key,
        max(value) filter (where measure = 'total') as total,
        max(value) filter (where measure = 'registered') as registered,
        max(value) filter (where measure = 'assessed') as assessed,
        max(value) filter (where measure = 'recognised') as recognised,
        max(value) filter (where measure = 'digital_skill') as digital_skill,
        max(value) filter (where measure = 'digital_proficiency') as digital_proficiency,
        min(order_number) as order_number,
        count(value) + count(missing_reason) > 0 as is_filled,
        greatest(
            count(*) filter (where measure = 'total'), count(*) filter (where measure = 'registered'),
            count(*) filter (where measure = 'assessed'), count(*) filter (where measure = 'recognised'),
            count(*) filter (where measure = 'digital_skill'), count(*) filter (where measure = 'digital_proficiency')
        ) > 1 as is_repeated
    from candidate
    where not is_total and row_key is not null
    group by row_key
)

select m.*, c.table_id, c.sheet, c.area_id, c.period, c.subject_id, c.group_id
from measured as m
inner join candidate as c using (order_number)
