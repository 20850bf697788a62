-- grain: criteria set × criterion × area × period × evidence_number: the evidence of the latest standing load that brings any; simulated never replaces real
-- unit: none
-- null: title or document_number where the form has only the other; document_date, link, note where it left them empty
with standing as (
    select e.*, f.file_name
    from store.evidence as e
    inner join store.load as l using (load_id)
    inner join store.file as f using (sha256)
    anti join store.undone_load as u using (load_id)
    cross join build_parameter as p
    where not p.only_real or not e.is_simulated
    qualify dense_rank() over (
        partition by e.criterion_set_id, e.criterion_code, e.area_id, e.period
        order by e.is_simulated, e.load_id desc
    ) = 1
)

select
    criterion_set_id, criterion_code, area_id, period, period_end, evidence_number, title, document_number, document_date, link, note, is_simulated,
    load_id, file_name, sheet, cell
from standing
order by criterion_set_id, area_id, period, criterion_code, evidence_number
