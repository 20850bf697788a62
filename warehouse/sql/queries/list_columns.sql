-- grain: column of a table of the release
-- unit: none
-- null: none
select table_name, column_name, lower(data_type) as data_type
from duckdb_columns()
where schema_name = 'main' and not internal
order by table_name, column_index
