-- grain: group of score sheets whose parts do not make up the whole, or of which too few persons are shown
-- unit: sheets
-- null: none
select o.criterion_set_id, o.area_id, o.period, o.form_id
from mart_score_outcome as o
cross join build_parameter as p
where
    not o.is_hidden
    and (
        o.sheet_count <> o.recognised_count + o.not_recognised_count + o.incomplete_count + o.refused_count
        or o.sheet_count between 1 and p.minimum_persons_count - 1
    )
