-- grain: one cell larger than a cell it is part of
-- unit: value, whole in whole units
-- null: none
-- recognised ≤ assessed ≤ registered ≤ total; of the recognised, proficient ≤ skilled ≤ recognised; a measure not given bounds nothing.
with bounded as (
    select row_key, unnest([
        {'measure': 'registered', 'part': registered, 'whole': total},
        {'measure': 'assessed', 'part': assessed, 'whole': least(total, registered)},
        {'measure': 'recognised', 'part': recognised, 'whole': least(total, registered, assessed)},
        {'measure': 'digital_skill', 'part': digital_skill, 'whole': least(total, registered, assessed, recognised)},
        {'measure': 'digital_proficiency', 'part': digital_proficiency, 'whole': least(total, registered, assessed, recognised, digital_skill)}
    ], recursive := true)
    from row_measures
    where registered > total or assessed > least(total, registered) or recognised > least(total, registered, assessed)
       or digital_skill > least(total, registered, assessed, recognised)
       or digital_proficiency > least(total, registered, assessed, recognised, digital_skill)
)

select c.sheet, c.cell, c.text as value, b.whole::bigint as whole, c.row_key
from bounded as b
inner join candidate_cell as c using (row_key, measure)
anti join repeated_cell using (order_number)
where not c.is_total and b.part > b.whole
order by c.order_number
