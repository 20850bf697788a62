-- grain: as mart_verdict_change of the release before
-- unit: as there
-- null: as there
from previous.mart_verdict_change
