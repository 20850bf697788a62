-- grain: one received file of a store of the first version
-- unit: none
-- null: none
select sha256, content
from file
