-- grain: table of the release
-- unit: none
-- null: none
select table_name from duckdb_tables() where not internal order by table_name
