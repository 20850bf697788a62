-- grain: target of a province that a merged one was made from, for one indicator; asked of the merged province or of one it was made from; reference only (METHODS 11)
-- unit: target_value in percent; people_wanted in the unit noun; equivalent_value in percent: 100·Σ people_wanted / Σ denominator of the year
-- null: target_value = not stated; denominator, people_wanted = never reported on the target's basis; equivalent_value = unknown or not verified for one of the constituents
-- A constituent without a target of its own has, in a year in which another one has one, the verified one it inherited then.
with merged as (
    select new_area_id as area_id
    from bridge_area_change
    where $area_id in (new_area_id, old_area_id)
    limit 1
),

constituent as (
    select a.area_id, a.name_vi, a.name_en, a.parent_area_id, new.area_id as merged_area_id, new.name_vi as merged_name_vi, new.name_en as merged_name_en
    from bridge_area_change as c
    inner join merged as m on m.area_id = c.new_area_id
    inner join dim_area as a on a.area_id = c.old_area_id and a.level = 'province'
    inner join dim_area as new on new.area_id = c.new_area_id
    qualify count(*) over () > 1
),

own as (
    select c.*, t.target_id, t.target_year, t.target_basis, false as is_inherited
    from constituent as c
    inner join dim_target as t on t.scope_area_id = c.area_id and t.indicator_id = $indicator_id
),

chosen as (
    select * from own

    union all

    select distinct on (c.area_id, t.target_year, t.target_basis) c.*, t.target_id, t.target_year, t.target_basis, true
    from constituent as c
    inner join dim_target as t on t.scope_area_id = c.parent_area_id and t.indicator_id = $indicator_id and t.is_verified
    where (t.target_year, t.target_basis) in (select (target_year, target_basis) from own)
      and (c.area_id, t.target_year, t.target_basis) not in (select (area_id, target_year, target_basis) from own)
    order by c.area_id, t.target_year, t.target_basis, t.target_id
),

latest as (
    select distinct on (m.area_id, m.basis) m.area_id, m.basis, m.period as denominator_period, m.period_end as denominator_end, m.denominator, m.is_simulated
    from mart_attainment as m
    semi join constituent using (area_id)
    where m.territory = 'as_reported' and m.indicator_id = $indicator_id and m.group_id is null and m.denominator is not null
    order by m.area_id, m.basis, m.period_end desc
),

wanted as (
    select c.area_id, c.name_vi, c.name_en, c.merged_area_id, c.merged_name_vi, c.merged_name_en, c.is_inherited, scope.name_vi as scope_name_vi,
        scope.name_en as scope_name_en, t.target_id, t.target_year, t.due, t.target_operator, t.target_basis, t.target_value::double as target_value,
        t.is_verified, t.confidence, t.wording_vi, d.number as document_number, d.issuer_vi as document_issuer_vi, d.issuer_en as document_issuer_en, d.date_issued as document_date,
        l.denominator_period, l.denominator_end, l.denominator, l.is_simulated,
        ceil(t.target_value * l.denominator::decimal(18, 4) / 100)::bigint as people_wanted
    from chosen as c
    inner join dim_target as t using (target_id)
    inner join dim_area as scope on scope.area_id = t.scope_area_id
    left join latest as l on l.area_id = c.area_id and l.basis = t.target_basis
    left join dim_document as d using (document_code)
)

select *,
    case when count(people_wanted) over same_year = (select count(*) from constituent) and count(*) over same_year = (select count(*) from constituent)
        and bool_and(is_verified) over same_year
        then 100.0 * sum(people_wanted) over same_year / sum(denominator) over same_year end as equivalent_value
from wanted
window same_year as (partition by target_year, target_basis)
order by target_year nulls last, name_vi collate vi, area_id, target_id
