-- grain: criteria set × version that is judged criterion by criterion, by name, the newest version first
-- unit: criterion_count, unofficial_count in criteria
-- null: as dim_criterion_set; document_number = no document is named or known
select s.*, d.number as document_number,
    count(c.criterion_code) as criterion_count,
    count(*) filter (where c.wording <> 'official') as unofficial_count
from dim_criterion_set as s
left join dim_document as d using (document_code)
left join dim_criterion as c using (criterion_set_id)
where s.method = 'assessment'
group by all
order by s.set_id, s.valid_from desc nulls last, s.version desc
