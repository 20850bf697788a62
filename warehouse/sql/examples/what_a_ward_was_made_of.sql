-- grain: former ward × ward of Hà Nội it went into
-- unit: weight, share_of_new 0–1
-- null: none
select n.name_vi as ward, o.name_vi as former_ward, d.name_vi as former_district, c.weight, c.share_of_new, c.basis, c.act
from bridge_area_change as c
inner join dim_area as o on o.area_id = c.old_area_id
inner join dim_area as n on n.area_id = c.new_area_id
left join dim_area as d on d.area_id = o.parent_area_id
where n.province_area_id = '01.2025-07' and n.level = 'ward' and o.level = 'ward'
order by n.name_vi collate vi, c.share_of_new desc
