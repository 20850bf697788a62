-- grain: area × indicator × period × group × basis as reported, of every series of persons with a number that must be hidden
-- unit: size = denominator in the unit noun
-- null: size = the source kept the counts back; parent_area_id, province_area_id = none above it
-- A number of too few persons must be hidden, and so must one that its source kept back.
with number as (
    select distinct on (j.area_id, j.indicator_id, j.period, j.group_id, j.basis)
        j.area_id, j.indicator_id, j.period, j.group_id, j.basis, a.parent_area_id, nullif(a.province_area_id, j.area_id) as province_area_id,
        case when j.numerator is not null then j.denominator end::bigint as size, j.is_reported as is_total_reported,
        j.group_id = '' or coalesce(g.dimension = 'occupation', false) as is_additive,
        (j.denominator > 0 and j.denominator < p.minimum_persons_count)
            or (j.missing_reason = 'suppressed' and j.numerator is null and j.value is null) as is_protected
    from judgement_input as j
    inner join dim_area as a using (area_id)
    left join dim_group as g using (group_id)
    cross join build_parameter as p
    where j.territory = 'as_reported' and j.counts_persons and j.unit = 'percent'
      and (j.numerator is not null and j.denominator is not null or j.missing_reason = 'suppressed')
),

series as (
    select distinct indicator_id, period, basis
    from number
    where is_protected
)

select n.*
from number as n
semi join series using (indicator_id, period, basis)
order by n.indicator_id, n.period, n.basis, n.area_id, n.group_id
