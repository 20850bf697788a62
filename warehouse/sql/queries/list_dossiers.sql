-- grain: dossier asked for by whoever keeps a criteria set
-- unit: none
-- null: as dim_dossier
select *
from dim_dossier
where set_id = $set_id
order by sort
