-- grain: area × indicator × period × group × basis, from the standard form
-- unit: numerator and denominator in the indicator's unit noun
-- null: numerator, denominator where the cell was not reported
-- A numerator reported as "hơn 500" makes the rate a bound; a denominator that is not exact makes it about.
with measured as (
    select v.*, f.indicator_id, f.basis as indicator_basis, f.groups, f.numerator as numerator_measure, f.denominator as denominator_measure
    from reported_value as v
    inner join indicator_form as f on f.title_id = v.subject_id
    left join dim_group as g on g.group_id = v.group_id
    where v.measure in (f.numerator, f.denominator)
      and (v.group_id = f.groups or (f.groups = 'occupation' and (v.group_id = '' or g.dimension = 'occupation')))
)

select
    area_id,
    indicator_id,
    period,
    case when groups in ('', 'occupation') then group_id else '' end as group_id,
    indicator_basis as basis,
    max(value) filter (where measure = numerator_measure)::bigint as numerator,
    max(value) filter (where measure = denominator_measure)::bigint as denominator,
    null::decimal(18, 4) as value,
    case
        when bool_and(qualifier = 'exact') then 'exact'
        when bool_and(qualifier = 'exact') filter (where measure = denominator_measure)
            then max(qualifier) filter (where measure = numerator_measure)
        else 'about'
    end as qualifier,
    max(missing_reason) as missing_reason,
    max(as_of) as as_of,
    case when bool_or(report_status = 'provisional') then 'provisional' else 'final' end as report_status,
    bool_or(is_simulated) as is_simulated,
    min(source_id) as source_id
from measured
group by all
