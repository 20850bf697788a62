-- grain: one column of the table of received files, none in a new store
-- unit: none
-- null: none
select column_name
from information_schema.columns
where table_name = 'file'
