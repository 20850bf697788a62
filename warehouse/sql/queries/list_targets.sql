-- grain: targets that apply to an area (its own or an ancestor's) for an indicator; all indicators when none is named
-- unit: target_value in the indicator's unit; scope_distance in levels above the area
-- null: target_value = not stated or not known; due = undated; target_year = undated
with recursive scope as (
    select area_id, parent_area_id, 0 as distance from dim_area where area_id = $area_id
    union all
    select a.area_id, a.parent_area_id, s.distance + 1
    from dim_area as a
    inner join scope as s on s.parent_area_id = a.area_id
)

select t.target_id, t.indicator_id, i.name_vi, i.name_en, i.unit, t.target_operator, t.target_basis, t.target_year, t.due,
    t.target_value::double as target_value, t.wording_vi, t.source, t.confidence, t.is_verified, t.note,
    t.scope_area_id, scope_area.name_vi as scope_name_vi, scope_area.name_en as scope_name_en, s.distance > 0 as is_inherited,
    s.distance as scope_distance, t.authority,
    d.document_code, d.number as document_number, d.date_issued as document_date, d.issuer_vi as document_issuer_vi, d.issuer_en as document_issuer_en,
    d.title_vi as document_title_vi, d.title_en as document_title_en
from dim_target as t
inner join scope as s on s.area_id = t.scope_area_id
inner join dim_area as scope_area on scope_area.area_id = t.scope_area_id
inner join dim_indicator as i on i.indicator_id = t.indicator_id
left join dim_document as d on d.document_code = t.document_code
where $indicator_id is null or t.indicator_id = $indicator_id
order by i.sort, t.target_year nulls last, s.distance, t.target_id
