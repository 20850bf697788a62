-- grain: criterion of one set that an indicator of ours stands for, with the latest value of an area until a day
-- unit: value, lo, hi in percent or in the unit of the indicator
-- null: no row where there is no value
select distinct on (c.criterion_code)
    c.criterion_code, c.indicator_fit, i.*, a.period, a.period_end, a.as_of, a.basis, a.numerator, a.denominator, a.value, a.qualifier,
    a.completeness, a.reporter_count, a.expected_count, a.is_reported, a.report_status, a.is_simulated, a.source_id,
    s.name_vi as source_name_vi, s.name_en as source_name_en
from dim_criterion as c
inner join dim_indicator as i using (indicator_id)
inner join mart_attainment as a using (indicator_id)
left join dim_source as s using (source_id)
where c.criterion_set_id = $criterion_set_id and a.area_id = $area_id and a.territory = if($area_id in (select area_id from dim_area where valid_to is null), 'current', 'as_reported') and a.group_id is null
    and a.value is not null and a.period_end <= cast($day as date)
order by c.criterion_code, a.period_end desc, a.period, a.basis <> i.target_basis, a.is_simulated
