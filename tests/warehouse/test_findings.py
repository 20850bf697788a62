"""The findings of the check in a release: none about a hidden number, no message, no number."""

from __future__ import annotations

import duckdb

HIDDEN = """
    select {columns} from {findings} where (area_id, period, subject_id, coalesce(group_id, '')) in (
        select (area_id, period, title_id, coalesce(group_id, '')) from mart_title_flow
        where 'suppressed' in (total_missing, registered_missing, assessed_missing, recognised_missing))
"""

STORED = """(
    select f.*, v.area_id, v.period, v.subject_id, v.group_id
    from store.finding as f inner join store.reported_value as v using (load_id, sheet, cell)
)"""


def test_hidden_numbers_have_no_findings(released_with_store: duckdb.DuckDBPyConnection) -> None:
    assert released_with_store.sql(HIDDEN.format(columns="count(*)", findings=STORED)).fetchall()[0][0] > 0
    assert released_with_store.sql(HIDDEN.format(columns="count(*)", findings="mart_finding")).fetchall() == [(0,)]


def test_all_others_are_there(released_with_store: duckdb.DuckDBPyConnection) -> None:
    keys = "distinct load_id, severity, rule, sheet, cell"
    stored, kept = (
        set(released_with_store.sql(f"select {keys} from {table}").fetchall())
        for table in ("store.finding", "mart_finding")
    )
    hidden = set(released_with_store.sql(HIDDEN.format(columns=keys, findings=STORED)).fetchall())
    assert kept == stored - hidden
    assert hidden


def test_no_message_and_no_number_leaves_the_store(released_with_store: duckdb.DuckDBPyConnection) -> None:
    columns = {row[0] for row in released_with_store.sql("describe mart_finding").fetchall()}
    assert not columns & {"value", "message_vi", "message_en", "suggestions"}


def test_what_is_said_of_a_cell_is_not_said_beside_a_hidden_number(
    released_with_store: duckdb.DuckDBPyConnection,
) -> None:
    told = released_with_store.sql(
        "select count(*), count(*) filter (where f.load_id is null) from mart_provenance as p "
        "left join mart_finding as f on (f.load_id, f.sheet, f.cell) = (p.load_id, p.sheet, p.cell) where p.findings_vi is not null"
    ).fetchall()[0]
    assert told[0] > 0
    assert told[1] == 0
