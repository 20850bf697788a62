-- grain: table of parts in the release before
-- unit: none
-- null: none; no row where that release was made by a version that wrote none
select table_name
from duckdb_tables()
where database_name = 'previous' and table_name = 'release_part'
