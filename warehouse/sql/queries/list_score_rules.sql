-- grain: form × index of every criteria set judged by points, the newest set first
-- unit: points
-- null: name_* of an index = its text was not read; valid_* = not stated
select
    s.criterion_set_id,
    s.name_vi as set_name_vi,
    s.name_en as set_name_en,
    s.valid_from,
    s.valid_to,
    s.pass_mark,
    s.total_maximum,
    f.form_id,
    f.sort as form_sort,
    f.name_vi as form_name_vi,
    f.name_en as form_name_en,
    c.criterion_code,
    c.sort,
    c.name_vi,
    c.name_en,
    c.score_minimum,
    c.score_maximum
from dim_criterion_set as s
inner join dim_criterion_form as f using (criterion_set_id)
inner join dim_criterion as c on c.criterion_set_id = s.criterion_set_id and (c.form_id is null or c.form_id = f.form_id)
where s.method = 'scores' and c.score_maximum is not null
order by s.valid_from desc nulls last, s.criterion_set_id, f.sort, c.sort
