-- grain: one column that only tables of an earlier version have
-- unit: none
-- null: none
select c.column_name
from duckdb_columns() as c
semi join duckdb_tables() as t using (database_name, schema_name, table_name)
where (c.table_name = 'file' and c.column_name = 'content') or (c.table_name = 'reported_value' and c.column_name = 'cell')
