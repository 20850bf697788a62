-- grain: level a criterion of one set can reach, from best to worst
-- unit: none
-- null: none
select *
from dim_criterion_rating
where criterion_set_id = $criterion_set_id
order by sort
