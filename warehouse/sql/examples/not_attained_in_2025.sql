-- grain: province × target that fell due in 2025 and was not attained
-- unit: value, target_value in percent 0–100; gap_count in the indicator's unit noun; completeness 0–1
-- null: gap_count = no denominator
select a.name_vi, i.name_vi as indicator, s.value, s.basis, s.target_value, s.gap_count, s.period, s.as_of, s.completeness, s.is_simulated
from mart_standing as s
inner join dim_area as a using (area_id)
inner join dim_indicator as i using (indicator_id)
where a.level = 'province' and s.target_year = 2025 and s.status = 'not_attained'
order by a.name_vi collate vi, i.sort
