-- grain: every target of the release
-- unit: target_value in the indicator's unit
-- null: target_value = not stated or not known; due = undated; target_year = undated
select t.target_id, t.indicator_id, i.name_vi, i.name_en, i.unit, t.target_operator, t.target_basis, t.target_year, t.due,
    t.target_value::double as target_value, t.wording_vi, t.source, t.confidence, t.is_verified, t.note,
    t.scope_area_id, a.name_vi as scope_name_vi, a.name_en as scope_name_en,
    d.document_code, d.number as document_number, d.date_issued as document_date, d.issuer_vi as document_issuer_vi, d.issuer_en as document_issuer_en
from dim_target as t
inner join dim_area as a on a.area_id = t.scope_area_id
inner join dim_indicator as i on i.indicator_id = t.indicator_id
left join dim_document as d on d.document_code = t.document_code
order by i.sort, t.target_year nulls last, t.target_id
