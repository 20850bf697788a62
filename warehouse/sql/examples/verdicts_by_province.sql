-- grain: current province × status of its wards' targets of 2025
-- unit: target_count in targets, ward_count in wards
-- null: none
select p.name_vi, s.status, count(*) as target_count, count(distinct s.area_id) as ward_count, bool_or(s.is_simulated) as is_simulated
from mart_standing as s
inner join dim_area as a using (area_id)
inner join dim_area as p on p.area_id = a.province_area_id
where a.level = 'ward' and a.era = '2025-07' and s.target_year = 2025 and s.is_headline
group by p.name_vi, s.status
order by p.name_vi collate vi, target_count desc
