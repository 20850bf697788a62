-- grain: as judgement_input, of the areas of one batch: no verdict looks at another area
-- unit: as judgement_input
-- null: as judgement_input
from judgement_input
where hash(area_id) % $batch_count = $batch
