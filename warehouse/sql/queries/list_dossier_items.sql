-- grain: item of one dossier, in its order, with the latest answer an area has until a day
-- unit: value in the unit of its indicator or criterion; max_age_years in years
-- null: answered_on, value, evidence_*, file_name = there is no answer; max_age_years = it does not grow old
-- State: ready, outdated (older than it may be) or missing.
with indicator_value as (
    select distinct on (a.indicator_id)
        a.indicator_id, a.value, a.period, a.period_end, a.as_of, a.basis, a.numerator, a.denominator, a.qualifier, a.is_simulated,
        s.name_vi as source_name_vi, s.name_en as source_name_en
    from mart_attainment as a
    inner join dim_indicator as i using (indicator_id)
    left join dim_source as s using (source_id)
    where a.area_id = $area_id and a.territory = if($area_id in (select area_id from dim_area where valid_to is null), 'current', 'as_reported') and a.group_id is null and a.value is not null
        and a.period_end <= cast($day as date)
    order by a.indicator_id, a.period_end desc, a.period, a.basis <> i.target_basis, a.is_simulated
),

assessed as (
    select distinct on (a.criterion_code)
        a.criterion_code, a.value, a.rating, r.name_vi as rating_name_vi, r.name_en as rating_name_en, a.period, a.period_end, a.as_of,
        a.is_simulated, a.file_name
    from mart_assessment as a
    left join dim_criterion_rating as r using (criterion_set_id, rating)
    where a.criterion_set_id = $criterion_set_id and a.area_id = $area_id and (a.value is not null or a.rating is not null)
    order by a.criterion_code, a.is_simulated, a.period_end desc, a.period
),

evidence as (
    select distinct on (e.criterion_code)
        e.criterion_code, e.title, e.document_number, coalesce(e.document_date, e.period_end) as evidence_on, e.period, e.is_simulated,
        e.file_name
    from mart_evidence as e
    where e.criterion_set_id = $criterion_set_id and e.area_id = $area_id
    order by e.criterion_code, e.is_simulated, evidence_on desc, e.evidence_number
),

answered as (
    select d.*, c.unit as criterion_unit, n.unit as indicator_unit, n.unit_noun_vi, n.unit_noun_en,
        n.denominator_vi, n.denominator_en,
        case d.answered_by
            when 'indicator' then coalesce(v.as_of, v.period_end)
            when 'criterion' then coalesce(a.as_of, a.period_end)
            when 'evidence' then e.evidence_on
            else m.valid_from
        end as answered_on,
        case d.answered_by when 'indicator' then v.value when 'criterion' then a.value when 'area_size' then m.area_km2 end as value,
        v.basis, v.numerator, v.denominator, v.qualifier, a.rating, a.rating_name_vi, a.rating_name_en,
        e.title as evidence_title, e.document_number as evidence_document_number,
        coalesce(v.period, if(d.answered_by = 'criterion', a.period, e.period)) as period,
        v.source_name_vi, v.source_name_en, if(d.answered_by = 'criterion', a.file_name, e.file_name) as file_name,
        coalesce(v.is_simulated, if(d.answered_by = 'criterion', a.is_simulated, e.is_simulated)) as is_simulated
    from dim_dossier_item as d
    left join dim_area as m on d.answered_by = 'area_size' and m.area_id = $area_id and m.area_km2 is not null
    left join dim_indicator as n using (indicator_id)
    left join dim_criterion as c on c.criterion_set_id = $criterion_set_id and c.criterion_code = d.criterion_code
    left join indicator_value as v using (indicator_id)
    left join assessed as a on d.answered_by = 'criterion' and a.criterion_code = d.criterion_code
    left join evidence as e on d.answered_by = 'evidence' and e.criterion_code = d.criterion_code
    where d.dossier_id = $dossier_id
)

select *,
    case
        when answered_on is null then 'missing'
        when answered_on + to_years(max_age_years) < cast($day as date) then 'outdated'
        else 'ready'
    end as state
from answered
order by sort
