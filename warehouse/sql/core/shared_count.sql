-- grain: indicator × basis × another indicator × basis whose denominator is the numerator of the first
-- unit: none
-- null: none
select distinct f.indicator_id, f.basis, o.indicator_id as other_indicator_id, o.basis as other_basis
from indicator_form as f
inner join indicator_form as o on o.title_id = f.title_id and o.denominator = f.numerator
where f.groups = o.groups or (f.groups = 'occupation' and o.groups = '')
order by all
