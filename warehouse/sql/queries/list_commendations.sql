-- grain: year × campaign × level × nature of commendations in an area and those in it; latest first
-- unit: collective_count in collectives, individual_count in individuals
-- null: none
select
    m.year,
    m.campaign,
    m.level,
    m.is_simulated,
    coalesce(sum(m.recipient_count) filter (where m.recipient = 'collective'), 0)::bigint as collective_count,
    coalesce(sum(m.recipient_count) filter (where m.recipient = 'individual'), 0)::bigint as individual_count,
    list(distinct m.collective_name order by m.collective_name) filter (where m.collective_name is not null) as collective_names,
    list(distinct m.document_number order by m.document_number) filter (where m.document_number is not null) as document_numbers,
    list(distinct m.file_name order by m.file_name) as file_names
from mart_commendation as m
inner join dim_area as a using (area_id)
where $area_id in (a.area_id, a.parent_area_id, a.province_area_id) or $area_id = 'VN'
group by m.year, m.campaign, m.level, m.is_simulated
order by
    m.is_simulated, m.year desc, list_position(['state', 'ministry', 'province', 'district', 'commune'], m.level), m.campaign
