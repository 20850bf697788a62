-- grain: one current value per area × period × subject × group × measure × basis
-- unit: value in the unit of its measure
-- null: value where missing_reason says why
-- A later load supersedes an earlier one; a simulated value never supersedes a real one.
select
    v.area_id,
    v.period,
    v.subject_id,
    v.group_id,
    v.measure,
    v.basis,
    v.value,
    v.qualifier,
    v.missing_reason,
    v.as_of,
    v.report_status,
    v.is_simulated,
    v.load_id,
    l.source_id,
    v.sheet,
    v.cell,
    v.source_url,
    v.credibility
from store.reported_value as v
inner join store.load as l using (load_id)
cross join build_parameter as p
where not p.only_real or not v.is_simulated
qualify row_number() over (
    partition by v.area_id, v.period, v.subject_id, v.group_id, v.measure, v.basis
    order by v.is_simulated, v.load_id desc
) = 1
