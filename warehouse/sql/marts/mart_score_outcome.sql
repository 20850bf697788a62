-- grain: criteria set × area × period × form of score sheets of which single sheets were judged
-- unit: sheets, one a person
-- null: counts of a group that is hidden since it is too small
select
    g.criterion_set_id,
    g.area_id,
    g.period,
    g.form_id,
    g.period_end,
    g.as_of,
    g.is_simulated,
    g.is_hidden,
    case when not g.is_hidden then o.sheet_count end as sheet_count,
    case when not g.is_hidden then o.recognised_count end as recognised_count,
    case when not g.is_hidden then o.not_recognised_count end as not_recognised_count,
    case when not g.is_hidden then o.incomplete_count end as incomplete_count,
    case when not g.is_hidden then o.refused_count end as refused_count,
    g.load_id,
    g.file_name,
    g.sheet
from score_group_in_force as g
inner join store.score_outcome as o using (load_id, criterion_set_id, area_id, period, form_id)
order by g.criterion_set_id, g.period_end, g.period, g.area_id, g.form_id
