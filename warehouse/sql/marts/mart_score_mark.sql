-- grain: criteria set × area × period × form × possible pass mark, minimums as they are
-- unit: pass_mark in points; counts in sheets, one a person
-- null: counts of a group that is hidden since it is too small
-- held_by_index_count are the sheets not recognised whose total reaches the mark.
select
    g.criterion_set_id,
    g.area_id,
    g.period,
    g.form_id,
    m.pass_mark,
    g.period_end,
    g.as_of,
    g.is_simulated,
    g.is_hidden,
    case when not g.is_hidden then m.sheet_count end as sheet_count,
    case when not g.is_hidden then m.recognised_count end as recognised_count,
    case when not g.is_hidden then m.not_recognised_count end as not_recognised_count,
    case when not g.is_hidden then m.incomplete_count end as incomplete_count,
    case when not g.is_hidden then m.refused_count end as refused_count,
    case when not g.is_hidden then m.held_by_index_count end as held_by_index_count,
    g.load_id,
    g.file_name,
    g.sheet
from score_group_in_force as g
inner join store.score_mark as m using (load_id, criterion_set_id, area_id, period, form_id)
order by g.criterion_set_id, g.period_end, g.period, g.area_id, g.form_id, m.pass_mark
