-- grain: table of the release before
-- unit: none
-- null: none; no row without such a release
select table_name
from duckdb_tables()
where database_name = 'previous'
