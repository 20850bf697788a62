-- grain: target with a value
-- unit: target_value in the target's unit
-- null: due = no date is set
select a.name_vi, i.name_vi as indicator, t.target_year, t.target_operator, t.target_value, t.target_basis, d.number, d.issuer_vi, d.date_issued,
    t.confidence, t.wording_vi
from dim_target as t
inner join dim_area as a on a.area_id = t.scope_area_id
inner join dim_indicator as i using (indicator_id)
left join dim_document as d using (document_code)
where t.target_value is not null
order by a.name_vi collate vi, i.sort, t.target_year
