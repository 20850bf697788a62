-- grain: one cell larger than a cell it is part of
-- unit: value, whole in whole units
-- null: none
-- recognised ≤ assessed ≤ registered ≤ total; of the recognised, proficient ≤ skilled ≤ recognised; a measure not given bounds nothing.
with bounded as (
    select area_id, period, subject_id, group_id, 'registered' as measure, total as whole from candidate_row where registered > total
    union all
    select area_id, period, subject_id, group_id, 'assessed', least(total, registered) from candidate_row where assessed > least(total, registered)
    union all
    select area_id, period, subject_id, group_id, 'recognised', least(total, registered, assessed)
    from candidate_row
    where recognised > least(total, registered, assessed)
    union all
    select area_id, period, subject_id, group_id, 'digital_skill', least(total, registered, assessed, recognised)
    from candidate_row
    where digital_skill > least(total, registered, assessed, recognised)
    union all
    select area_id, period, subject_id, group_id, 'digital_proficiency', least(total, registered, assessed, recognised, digital_skill)
    from candidate_row
    where digital_proficiency > least(total, registered, assessed, recognised, digital_skill)
)

select c.sheet, c.cell, c.text as value, b.whole::bigint as whole, c.area_id, c.period, c.subject_id, c.group_id
from bounded as b
inner join candidate as c using (area_id, period, subject_id, group_id, measure)
anti join repeated_cell using (order_number)
where not c.is_total
order by c.order_number
