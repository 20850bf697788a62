-- grain: one row
-- unit: none
-- null: none
select json_serialize_sql($statement) as tree
