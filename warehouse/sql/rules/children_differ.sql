-- grain: one cell of an area that is not the sum of the units under it, all of which the file holds
-- unit: value, sum in whole units
-- null: none
-- needs: candidate_parent
with child_value as (
    select a.parent_area_id as area_id, r.period, r.subject_id, r.group_id, unnest([
        {'measure': 'total', 'value': r.total}, {'measure': 'registered', 'value': r.registered}, {'measure': 'assessed', 'value': r.assessed},
        {'measure': 'recognised', 'value': r.recognised}, {'measure': 'digital_skill', 'value': r.digital_skill},
        {'measure': 'digital_proficiency', 'value': r.digital_proficiency}
    ], recursive := true)
    from candidate_parent as p
    inner join candidate_area as a on a.parent_area_id = p.area_id
    inner join candidate_row as r on r.area_id = a.area_id
),

summed as (
    select area_id, period, subject_id, group_id, measure, sum(value) as value_sum, count(value) as child_count
    from child_value
    group by all
),

expected as (
    select p.period, a.parent_area_id as area_id, count(*) as child_count
    from area as a
    inner join candidate_period as p
        on (a.valid_from is null or a.valid_from <= p.period_end) and (a.valid_to is null or a.valid_to >= p.period_end)
    group by all
)

select c.sheet, c.cell, c.text as value, s.value_sum::bigint as value_sum, (c.value - s.value_sum)::bigint as difference
from summed as s
inner join expected as e using (area_id, period, child_count)
inner join candidate_cell as c using (area_id, period, subject_id, group_id, measure)
anti join repeated_cell using (order_number)
where not c.is_total and c.value <> s.value_sum
order by c.order_number
