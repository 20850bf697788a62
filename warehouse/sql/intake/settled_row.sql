-- grain: one row of which a measure is said more than once; the first cell counts
-- unit: whole units
-- null: a measure the row does not give
-- needs: repeated_cell
update row_measures as r
set total = s.total, registered = s.registered, assessed = s.assessed, recognised = s.recognised, digital_skill = s.digital_skill,
    digital_proficiency = s.digital_proficiency
from (
    select row_key,
        max(value) filter (where measure = 'total') as total,
        max(value) filter (where measure = 'registered') as registered,
        max(value) filter (where measure = 'assessed') as assessed,
        max(value) filter (where measure = 'recognised') as recognised,
        max(value) filter (where measure = 'digital_skill') as digital_skill,
        max(value) filter (where measure = 'digital_proficiency') as digital_proficiency
    from candidate_cell
    semi join repeated_cell using (row_key)
    anti join repeated_cell using (order_number)
    where not is_total
    group by row_key
) as s
where r.is_repeated and s.row_key = r.row_key
