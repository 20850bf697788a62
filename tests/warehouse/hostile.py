"""Statements that must not do what they say: 91 ways to read a file, change a setting, or fill the computer."""

from __future__ import annotations

from warehouse.statements import Refusal

READ_FILES = [
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/proc/self/environ')",
    "select * from read_parquet('s3://bucket/x.parquet')",
    "select * from parquet_metadata('/tmp/x.parquet')",
    "select * from read_json_auto('https://example.org/x.json')",
    "select * from sniff_csv('/etc/passwd')",
    "select * from glob('/*')",
    "select * from '/etc/passwd'",
    "select * from 'store.duckdb'",
    'from "../store.duckdb"',
    "with x as (from read_csv('/etc/passwd')) select * from x",
    "select (select count(*) from read_text('/etc/passwd'))",
    "explain analyze select * from read_text('/etc/passwd')",
    "describe select * from read_csv('/etc/passwd')",
    "summarize from read_csv('/etc/passwd')",
    "from query('from read_text(''/etc/passwd'')')",
    "from query_table('/etc/passwd')",
    "pivot (from read_csv('/etc/passwd')) on column0 in ('a') using count(*)",
    "select * from dim_area where exists (from read_text('/etc/passwd'))",
    "select content from dim_area, lateral (select * from read_text('/etc/' || kind))",
]  # fmt: skip
TELL_SETTINGS = [
    "select getenv('HOME')",
    "select current_setting('home_directory')",
    "from duckdb_settings()",
    "from duckdb_settings",
    "from duckdb_databases()",
    "from duckdb_databases",
    "from duckdb_secrets()",
    "from duckdb_extensions()",
    "from duckdb_logs()",
    "from pg_catalog.pg_settings",
    "select pg_catalog.current_setting('memory_limit')",
    "from which_secret('x', 's3')",
    "show databases",
    "from pragma_database_size()",
]
CHANGE_THINGS = [
    "copy (select 1) to '/tmp/x.csv'",
    "copy dim_area from '/tmp/x.csv'",
    "export database '/tmp/x'",
    "attach '/tmp/x.duckdb'",
    "detach system",
    "install httpfs",
    "load httpfs",
    "set memory_limit = '100GB'",
    "reset lock_configuration",
    "set variable a = 1",
    "pragma memory_limit = '100GB'",
    "pragma database_list",
    "call pragma_version()",
    "call enable_logging()",
    "create temp table x as select 1",
    "create macro f() as 1",
    "create secret (type s3, key_id 'x', secret 'y')",
    "insert into dim_area select * from dim_area",
    "update dim_area set name_vi = ''",
    "delete from dim_area",
    "drop table dim_area",
    "alter table dim_area drop column name_vi",
    "truncate dim_area",
    "begin transaction",
    "checkpoint",
    "vacuum",
    "use system",
    "prepare x as select 1",
    "explain analyze create temp table x as select 1",
    "explain copy (select 1) to '/tmp/x.csv'",
    "select 1; drop table dim_area",
    "merge into dim_area using dim_area on true when matched then delete",
]
FILL_THE_COMPUTER = [
    "select count(*) from range(1000000000000) a, range(1000000000000) b",
    "select * from dim_area a, dim_area b, dim_area c order by a.name_vi || b.name_vi || c.name_vi",
    "select count(*) from generate_series(1, 1000000000000) where generate_series % 7 = 3",
    "with recursive t as (select 1 as x union all select 1 from t) select count(*) from t",
    "with recursive t as (select 'x' as x union all select x || x from t) select max(length(x)) from t",
    "with recursive t as (select [1] as x union all select list_concat(x, x) from t) select max(len(x)) from t",
    "select repeat('x', 20000000000)",
    "select repeat(repeat('x', 100000), range::int) from range(100000)",
    "select list(range) from range(100000000000)",
    "select string_agg(range::varchar || repeat('x', 1000), ',') from range(100000000)",
    "select range(1000000000)",
    "select list_sort(list_transform(range(200000000), lambda x: random()))",
    "select unnest(range(100000000)) as x order by hash(x)",
    "select distinct md5(range::varchar) from range(1000000000)",
    "select count(*) from range(1000000000) where regexp_matches(repeat(md5(range::varchar), 99), '(a*)*(b|c)*(a*)*x')",
    "select regexp_replace(repeat('ab', 50000000), '(a|b|ab)*?', 'xyz', 'g')",
    "select regexp_extract_all(repeat('ab', 40000000), '.')",
    "select levenshtein(repeat('a', 60000), repeat('b', 60000)), range from range(100000)",
    "select median(random()) from range(10000000000)",
    "select sum(x) over (order by y) from (select random() as x, random() as y from range(1000000000))",
    "select histogram(range) from range(1000000000)",
    "select " + "abs(" * 1900 + "1" + ")" * 1900,
    "select " + " + ".join(["1"] * 3500),
    "select '" + "x" * 9000 + "'",
]  # fmt: skip
STOPPED = {Refusal.TOO_SLOW, Refusal.TOO_MUCH_MEMORY, Refusal.TOO_LARGE, Refusal.CRASHED}
TOO_COMPLEX = {Refusal.TOO_LONG, Refusal.UNSUPPORTED, Refusal.SYNTAX, Refusal.FAILED}
REFUSED = {Refusal.FORBIDDEN_FUNCTION, Refusal.UNKNOWN_TABLE, Refusal.UNKNOWN_FUNCTION, Refusal.NOT_READING}
HOSTILE = (
    [(text, REFUSED) for text in READ_FILES + TELL_SETTINGS]
    + [(text, {Refusal.NOT_READING, Refusal.SEVERAL, Refusal.SYNTAX}) for text in CHANGE_THINGS]
    + [(text, STOPPED | TOO_COMPLEX) for text in FILL_THE_COMPUTER]
)
