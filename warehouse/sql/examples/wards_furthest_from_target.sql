-- grain: ward of Hà Nội
-- unit: gap_count in people; value, target_value in percent 0–100; completeness 0–1
-- null: none
select a.name_vi, s.gap_count, s.value, s.basis, s.target_value, s.status, s.period, s.completeness, s.is_simulated
from mart_standing as s
inner join dim_area as a using (area_id)
where a.province_area_id = '01.2025-07' and a.level = 'ward' and a.era = '2025-07'
    and s.indicator_id = 'learning_citizen_rate_adults_in_learning_models' and s.target_year = 2030 and s.is_headline
    and s.gap_count > 0
order by s.gap_count desc
