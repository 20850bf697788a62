-- grain: one area × indicator × target: where the area stands now, with the words a card needs
-- unit: as mart_standing
-- null: as mart_standing; document_* = no target; source_name_* = no cell, as for what nobody reported
-- is_published = of a source that publishes, not a unit's own report or a sum of them.
select s.*, i."group" as indicator_group, i.sort, i.name_vi, i.name_en, i.short_vi, i.short_en, i.numerator_vi, i.numerator_en, i.denominator_vi, i.denominator_en,
    i.unit, i.unit_noun_vi, i.unit_noun_en, i.counts_persons, i.decimals, i.accumulation,
    t.wording_vi, t.confidence as target_confidence, t.is_verified, t.scope_area_id, t.target_operator,
    d.number as document_number, d.date_issued as document_date, d.issuer_vi as document_issuer_vi, d.issuer_en as document_issuer_en,
    scope.name_vi as scope_name_vi, scope.name_en as scope_name_en,
    source.name_vi as source_name_vi, source.name_en as source_name_en, source.shipped_file is not null as is_published
from mart_standing as s
inner join dim_indicator as i using (indicator_id)
left join dim_target as t on t.target_id = s.target_id
left join dim_document as d on d.document_code = t.document_code
left join dim_area as scope on scope.area_id = t.scope_area_id
left join dim_source as source on source.source_id = s.source_id and s.value is not null
where s.area_id = $area_id
order by i.sort, s.target_year nulls last, s.is_headline desc, s.target_id
