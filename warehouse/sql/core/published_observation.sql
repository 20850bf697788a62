-- grain: area × indicator × period × group × basis, from published figures
-- unit: value in the indicator's unit; numerator and denominator in its unit noun
-- null: numerator, denominator where not published; value where only counts are
select
    v.area_id,
    v.subject_id as indicator_id,
    v.period,
    v.group_id,
    v.basis,
    max(v.value) filter (where v.measure = 'numerator')::bigint as numerator,
    max(v.value) filter (where v.measure = 'denominator')::bigint as denominator,
    max(v.value) filter (where v.measure = 'value') as value,
    coalesce(max(v.qualifier) filter (where v.measure = 'value'), max(v.qualifier)) as qualifier,
    max(v.missing_reason) as missing_reason,
    max(v.as_of) as as_of,
    case when bool_or(v.report_status = 'provisional') then 'provisional' else 'final' end as report_status,
    bool_or(v.is_simulated) as is_simulated,
    min(v.source_id) as source_id
from reported_value as v
inner join dim_indicator as i on i.indicator_id = v.subject_id
group by v.area_id, v.subject_id, v.period, v.group_id, v.basis
