-- grain: criteria set × area × period × form × index, of the complete sheets that are not recognised
-- unit: sheets, one a person
-- null: counts where the group is hidden, or its sheets that are not recognised are too few to say what holds them back: too few to read, not a secret, since
-- outcomes and scores of the group are counted elsewhere
select
    g.criterion_set_id,
    g.area_id,
    g.period,
    g.form_id,
    h.criterion_code,
    g.period_end,
    g.as_of,
    g.is_simulated,
    g.is_hidden or h.not_recognised_count < p.minimum_persons_count as is_hidden,
    case when not (g.is_hidden or h.not_recognised_count < p.minimum_persons_count) then h.not_recognised_count end as not_recognised_count,
    case when not (g.is_hidden or h.not_recognised_count < p.minimum_persons_count) then h.under_minimum_count end as under_minimum_count,
    case when not (g.is_hidden or h.not_recognised_count < p.minimum_persons_count) then h.at_minimum_count end as at_minimum_count,
    case when not (g.is_hidden or h.not_recognised_count < p.minimum_persons_count) then h.enough_count end as enough_count,
    g.load_id,
    g.file_name,
    g.sheet
from score_group_in_force as g
inner join store.score_holding as h using (load_id, criterion_set_id, area_id, period, form_id)
cross join build_parameter as p
order by g.criterion_set_id, g.period_end, g.period, g.area_id, g.form_id, h.criterion_code
