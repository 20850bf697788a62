-- grain: row of a load of commendations
-- unit: recipient_count in collectives or individuals, as recipient says; year of the commendation
-- null: collective_name of individuals, and where the row gives none; form_of_award, document_number where the row gives none
-- A later standing load replaces what earlier ones said of an area, year, campaign and level; a simulated one never a real one.
select
    c.area_id,
    c.year,
    c.campaign,
    c.level,
    c.recipient,
    c.form_of_award,
    c.collective_name,
    c.recipient_count,
    c.document_number,
    c.is_simulated,
    c.load_id,
    f.file_name,
    c.sheet,
    c.cell
from store.commendation as c
anti join store.undone_load as u using (load_id)
inner join store.load as l using (load_id)
inner join store.file as f using (sha256)
cross join build_parameter as p
where not p.only_real or not c.is_simulated
qualify c.load_id = first_value(c.load_id) over (
    partition by c.area_id, c.year, lower(c.campaign), c.level order by c.is_simulated, c.load_id desc
)
order by c.year desc, c.area_id, c.campaign, c.level, c.recipient, c.load_id, c.sheet, c.row_number
