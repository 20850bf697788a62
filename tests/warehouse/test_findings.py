"""The findings of the check in a release: none about a hidden number, no message, no number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.publish import read_current_id

HIDDEN = """
    select {columns} from {findings} where (area_id, period, subject_id, coalesce(group_id, '')) in (
        select (area_id, period, title_id, coalesce(group_id, '')) from mart_title_flow
        where 'suppressed' in (total_missing, registered_missing, assessed_missing, recognised_missing))
"""

STORED = """(
    select f.*, v.area_id, v.period, v.subject_id, v.group_id
    from store.finding as f inner join store.reported_value as v using (load_id, sheet, cell)
)"""


@pytest.fixture(scope="module")
def both(demonstration_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release with the store beside it, apart from the connection the other tests share."""
    file = demonstration_folder / "releases" / f"{read_current_id(demonstration_folder)}.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as release (read_only)")
        connection.execute(f"attach '{demonstration_folder / 'store.duckdb'}' as store (read_only)")
        connection.execute("use release")
        yield connection


def test_hidden_numbers_have_no_findings(both: duckdb.DuckDBPyConnection) -> None:
    assert both.sql(HIDDEN.format(columns="count(*)", findings=STORED)).fetchall()[0][0] > 0
    assert both.sql(HIDDEN.format(columns="count(*)", findings="mart_finding")).fetchall() == [(0,)]


def test_all_others_are_there(both: duckdb.DuckDBPyConnection) -> None:
    keys = "distinct load_id, severity, rule, sheet, cell"
    stored, kept = (
        set(both.sql(f"select {keys} from {table}").fetchall()) for table in ("store.finding", "mart_finding")
    )
    hidden = set(both.sql(HIDDEN.format(columns=keys, findings=STORED)).fetchall())
    assert kept == stored - hidden
    assert hidden


def test_no_message_and_no_number_leaves_the_store(both: duckdb.DuckDBPyConnection) -> None:
    columns = {row[0] for row in both.sql("describe mart_finding").fetchall()}
    assert not columns & {"value", "message_vi", "message_en", "suggestions"}


def test_what_is_said_of_a_cell_is_not_said_beside_a_hidden_number(both: duckdb.DuckDBPyConnection) -> None:
    told = both.sql(
        "select count(*), count(*) filter (where f.load_id is null) from mart_provenance as p "
        "left join mart_finding as f on (f.load_id, f.sheet, f.cell) = (p.load_id, p.sheet, p.cell) where p.findings_vi is not null"
    ).fetchall()[0]
    assert told[0] > 0
    assert told[1] == 0
