-- grain: index, over the complete sheets not recognised of the groups shown of an area and those in it
-- unit: sheets, one a person; hidden_count in groups left out
-- null: none
select
    c.criterion_code,
    c.name_vi,
    c.name_en,
    t.name_vi as parent_name_vi,
    t.name_en as parent_name_en,
    c.score_minimum as minimum,
    coalesce(sum(m.not_recognised_count), 0)::bigint as not_recognised_count,
    coalesce(sum(m.under_minimum_count), 0)::bigint as under_minimum_count,
    coalesce(sum(m.at_minimum_count), 0)::bigint as at_minimum_count,
    coalesce(sum(m.enough_count), 0)::bigint as enough_count,
    count(*) filter (where m.is_hidden) as hidden_count
from mart_score_holding as m
inner join dim_area as a using (area_id)
inner join dim_criterion as c using (criterion_set_id, criterion_code)
left join dim_criterion as t on (t.criterion_set_id, t.criterion_code) = (c.criterion_set_id, c.parent_code)
where
    m.criterion_set_id = $criterion_set_id
    and m.period = $period
    and ($form_id is null or m.form_id = $form_id)
    and m.is_simulated = $is_simulated
    and ($area_id in (a.area_id, a.parent_area_id, a.province_area_id) or $area_id = 'VN')
group by c.criterion_code, c.name_vi, c.name_en, t.name_vi, t.name_en, c.score_minimum, c.sort
order by c.sort
