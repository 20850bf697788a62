-- grain: index × score of the groups of sheets shown of an area and those in it
-- unit: points; sheet_count in sheets, one a person
-- null: score where the sheets have none for the index
select
    c.criterion_code,
    c.name_vi,
    c.name_en,
    t.name_vi as parent_name_vi,
    t.name_en as parent_name_en,
    c.score_minimum as minimum,
    c.score_maximum as maximum,
    m.score,
    sum(m.sheet_count)::bigint as sheet_count
from mart_score_index as m
inner join dim_area as a using (area_id)
inner join dim_criterion as c using (criterion_set_id, criterion_code)
left join dim_criterion as t on (t.criterion_set_id, t.criterion_code) = (c.criterion_set_id, c.parent_code)
where
    m.criterion_set_id = $criterion_set_id
    and m.period = $period
    and ($form_id is null or m.form_id = $form_id)
    and m.is_simulated = $is_simulated
    and ($area_id in (a.area_id, a.parent_area_id, a.province_area_id) or $area_id = 'VN')
    and not m.is_hidden
    and m.sheet_count > 0
group by c.criterion_code, c.name_vi, c.name_en, t.name_vi, t.name_en, c.score_minimum, c.score_maximum, c.sort, m.score
order by c.sort, m.score nulls last
