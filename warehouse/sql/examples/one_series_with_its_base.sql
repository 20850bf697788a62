-- grain: period × basis of the learning families of Hà Nội, as reported
-- unit: numerator, denominator in families; rate in percent 0–100, recomputed from the counts; completeness 0–1
-- null: numerator, denominator = published as a rate only
select distinct period, period_end, basis, numerator, denominator, 100 * numerator / denominator as rate, value, qualifier, completeness,
    report_status, is_simulated
from mart_attainment
where area_id = '01.2025-07' and indicator_id = 'learning_family_rate' and territory = 'as_reported' and group_id is null
    and value is not null
order by basis, period_end
