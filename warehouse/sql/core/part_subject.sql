-- grain: title or indicator that values are reported of → the topic it is computed with
-- unit: none
-- null: none
-- A topic is all titles and indicators that share reported counts, so that a number hidden in one may have to be hidden in another.
with recursive step as (
    select title_id as one_id, indicator_id as other_id from indicator_form
    union
    select indicator_id, title_id from indicator_form
),

reach as (
    select indicator_id as one_id, indicator_id as other_id from dim_indicator
    union
    select title_id, title_id from dim_title
    union
    select r.one_id, s.other_id
    from reach as r
    inner join step as s on s.one_id = r.other_id
)

select one_id as subject_id, min(other_id) as topic_id
from reach
group by one_id
