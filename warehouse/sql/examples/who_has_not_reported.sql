-- grain: ward without a figure for the latest period in which others of its province reported
-- unit: none
-- null: none
select distinct p.name_vi as province, a.name_vi as ward, i.name_vi as indicator, m.period, m.missing_reason, m.is_simulated
from mart_attainment as m
inner join dim_area as a using (area_id)
inner join dim_area as p on p.area_id = a.province_area_id
inner join dim_indicator as i using (indicator_id)
where a.level = 'ward' and a.era = '2025-07' and m.territory = 'as_reported' and m.group_id is null and m.status = 'no_data'
    and m.period = (select latest_period from release_info)
order by province, ward, indicator
