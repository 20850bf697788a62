-- grain: possible pass mark, over the groups of sheets shown of an area and those in it
-- unit: pass_mark in points; counts in sheets, one a person
-- null: none
select
    m.pass_mark,
    sum(m.recognised_count)::bigint as recognised_count,
    sum(m.not_recognised_count)::bigint as not_recognised_count,
    sum(m.incomplete_count)::bigint as incomplete_count,
    sum(m.held_by_index_count)::bigint as held_by_index_count
from mart_score_mark as m
inner join dim_area as a using (area_id)
where
    m.criterion_set_id = $criterion_set_id
    and m.period = $period
    and ($form_id is null or m.form_id = $form_id)
    and m.is_simulated = $is_simulated
    and ($area_id in (a.area_id, a.parent_area_id, a.province_area_id) or $area_id = 'VN')
    and not m.is_hidden
group by m.pass_mark
order by m.pass_mark
