-- grain: one document
-- unit: target_count in targets
-- null: title_en = none
select d.document_code, d.number, d.date_issued, d.issuer_vi, d.issuer_en, d.title_vi, d.title_en, d.status, d.source, d.confidence,
    (select count(*) from dim_target as t where t.document_code = d.document_code) as target_count
from dim_document as d
order by d.date_issued desc, d.number
