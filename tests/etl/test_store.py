"""The store: later rows supersede, undone loads step back, corrections and closed periods hold, bytes are kept under their hash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from etl.desk import lock_period, reopen_period, undo_load
from etl.findings import FINDING_SCHEMA
from etl.received import ReceivedFile
from etl.store import REPORTED_VALUE_SCHEMA, NewLoad, accept_values, find_load, keep_received, open_store, record_load
from warehouse.catalogue import read_catalogue
from warehouse.errors import Dich2030Error, InputFileError
from warehouse.model import Measure, MissingReason, Qualifier
from warehouse.periods import Period

BA_DINH, NGOC_HA = "00004.2025-07", "00008.2025-07"
FIRST_VERSION = """
create sequence load_sequence;
create table file (
    sha256 varchar primary key, file_name varchar not null, byte_count bigint not null, content blob not null,
    received_at timestamp not null
);
create table load (
    load_id integer primary key default nextval('load_sequence'), sha256 varchar not null, source_id varchar not null,
    loaded_at timestamp not null, read_count bigint not null, accepted_count bigint not null, rejected_count bigint not null,
    is_simulated boolean not null
);
create table rejected_cell (
    load_id integer not null, sheet varchar not null, cell varchar not null, rule varchar not null, value varchar,
    message_vi varchar not null, message_en varchar not null
);
"""
SECOND_VERSION = """
create table reported_value (
    load_id integer not null, area_id varchar not null, period varchar not null, subject_id varchar not null, group_id varchar not null,
    measure varchar not null, basis varchar not null, value decimal(18, 4), qualifier varchar not null, missing_reason varchar,
    as_of date not null, report_status varchar not null, is_simulated boolean not null, sheet varchar not null, cell varchar not null,
    source_url varchar, credibility varchar
);
"""
NOTHING_FOUND = pl.DataFrame(schema=FINDING_SCHEMA)
Row = dict[str, Any]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_store(tmp_path) as connection:
        yield connection


def count(measure: str, value: int | None, area_id: str = BA_DINH, group_id: str = "", **other: Any) -> Row:
    return {
        **dict.fromkeys(REPORTED_VALUE_SCHEMA),
        "area_id": area_id,
        "period": "2025",
        "subject_id": "gia_dinh_hoc_tap",
        "group_id": group_id,
        "measure": measure,
        "basis": "none",
        "value": None if value is None else Decimal(value),
        "qualifier": "exact",
        "missing_reason": "not_reported" if value is None else None,
        "as_of": date(2025, 12, 31),
        "report_status": "provisional",
        "is_simulated": False,
        "sheet": "S",
        "cell": "A1",
        **other,
    }


def load(store: duckdb.DuckDBPyConnection, folder: Path, *rows: Row, source_id: str = "standard_form") -> int:
    number = store.execute("select count(*) from load").fetchall()[0][0]
    path = folder / f"{number}.txt"
    path.write_text(str(number), encoding="utf-8")
    frame = pl.DataFrame(rows, schema=REPORTED_VALUE_SCHEMA, orient="row")
    accept_values(store, frame)
    simulated = bool(frame["is_simulated"].any())
    new = NewLoad(ReceivedFile.read(path), source_id, "Nguyễn", len(rows), len(rows), 0, 0, simulated, path.name, False)
    return record_load(store, new, NOTHING_FOUND).load_id


def read_current(store: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], int | None]:
    rows = store.table("current_value").pl().iter_rows(named=True)
    return {(r["area_id"], r["group_id"], r["measure"]): None if r["value"] is None else int(r["value"]) for r in rows}


def test_a_later_row_replaces_the_whole_earlier_row_and_no_other(
    store: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load(
        store,
        tmp_path,
        count("total", 100),
        count("assessed", 80),
        count("total", 7, NGOC_HA),
        count("total", 5, group_id="farmers"),
    )
    load(store, tmp_path, count("total", 110))
    assert read_current(store) == {
        (BA_DINH, "", "total"): 110,
        (NGOC_HA, "", "total"): 7,
        (BA_DINH, "farmers", "total"): 5,
    }


def test_undoing_a_load_brings_back_what_it_replaced(store: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    load(store, tmp_path, count("total", 100))
    second = load(store, tmp_path, count("total", 110))
    undo_load(store, second, "Trần", "nhầm kỳ")
    assert read_current(store) == {(BA_DINH, "", "total"): 100}
    assert store.execute("select count(*) from reported_value").fetchall() == [(2,)]
    with pytest.raises(Dich2030Error, match="undone before"):
        undo_load(store, second, "Trần", "lần nữa")
    with pytest.raises(Dich2030Error, match="no load 99"):
        undo_load(store, 99, "Trần", "không có")


def test_an_undone_file_can_be_loaded_again(store: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    first = load(store, tmp_path, count("total", 100))
    digest = ReceivedFile.read(tmp_path / "0.txt").sha256
    known = find_load(store, digest, "standard_form")
    assert known is not None
    assert known.load_id == first
    undo_load(store, first, "Trần", "thử")
    assert find_load(store, digest, "standard_form") is None


@pytest.mark.parametrize("is_real_first", [True, False])
def test_a_simulated_row_never_replaces_a_real_one(
    store: duckdb.DuckDBPyConnection, tmp_path: Path, is_real_first: bool
) -> None:
    rows = [count("total", 100), count("total", 999, is_simulated=True)]
    for row in rows if is_real_first else rows[::-1]:
        load(store, tmp_path, row)
    assert read_current(store) == {(BA_DINH, "", "total"): 100}


def test_a_correction_holds_until_the_row_comes_anew(store: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    load(store, tmp_path, count("total", 100), count("registered", 90))
    load(store, tmp_path, count("registered", 91), source_id="desk_correction")
    assert read_current(store) == {(BA_DINH, "", "total"): 100, (BA_DINH, "", "registered"): 91}
    load(store, tmp_path, count("total", 101), count("registered", 95))
    assert read_current(store) == {(BA_DINH, "", "total"): 101, (BA_DINH, "", "registered"): 95}


def test_closing_a_period_makes_its_figures_final_until_it_is_reopened(
    store: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load(store, tmp_path, count("total", 100))
    catalogue, period = read_catalogue(), Period.parse("2025")

    def read_status() -> set[str]:
        return set(store.table("current_value").pl()["report_status"])

    lock_period(store, catalogue, "01.2025-07", period, "Sở GD&ĐT", "Công văn thử")
    assert read_status() == {"final"}
    with pytest.raises(Dich2030Error, match="was closed"):
        lock_period(store, catalogue, "01.2025-07", period, "Sở GD&ĐT", "Công văn thử")
    reopen_period(store, "01.2025-07", period, "Sở GD&ĐT", "sót báo cáo")
    assert read_status() == {"provisional"}
    with pytest.raises(Dich2030Error, match="not closed"):
        reopen_period(store, "01.2025-07", period, "Sở GD&ĐT", "lần nữa")


def test_received_bytes_are_kept_under_their_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"1;2")
    file = ReceivedFile.read(path)
    keep_received(tmp_path, file)
    assert (tmp_path / "received" / file.sha256).read_bytes() == b"1;2"
    keep_received(tmp_path, file)
    assert [path.name for path in (tmp_path / "received").iterdir()] == [file.sha256]


def test_a_file_that_changes_while_it_is_loaded_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"1;2")
    file = ReceivedFile.read(path)
    path.write_bytes(b"1;3")
    with pytest.raises(InputFileError, match="changed while it was being loaded"):
        keep_received(tmp_path, file)
    assert list((tmp_path / "received").iterdir()) == []


def test_a_store_of_the_first_version_keeps_its_loads_and_bytes(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "store.duckdb") as old:
        old.execute(FIRST_VERSION)
        old.execute("insert into file values ('abc', 'a.xlsx', 3, 'xyz'::blob, now())")
        old.execute("insert into load values (default, 'abc', 'standard_form', now(), 1, 1, 1, false)")
        old.execute("insert into rejected_cell values (1, 'S', 'A1', 'negative', '-1', 'số âm', 'negative')")
    for _ in range(2):
        with open_store(tmp_path) as store:
            assert store.execute("select severity, cell from finding").fetchall() == [("error", "A1")]
            known = find_load(store, "abc", "standard_form")
            assert known is not None
            assert known.load_id == 1
    assert (tmp_path / "received" / "abc").read_bytes() == b"xyz"


def test_a_store_of_wide_values_keeps_every_value_with_its_cell(tmp_path: Path) -> None:
    values = [
        count("total", 100, cell="F9"),
        count("recognised", None, cell="AA9"),
        count("total", 7, NGOC_HA, cell="F10", sheet="S2", source_url="https://a", credibility="high"),
        count(
            "value", 55, cell="B2", subject_id="an_indicator", basis="population", qualifier="about", is_simulated=True
        ),
    ]
    written = pl.DataFrame(values, schema=REPORTED_VALUE_SCHEMA, orient="row")
    with duckdb.connect(tmp_path / "store.duckdb") as old:
        old.execute(FIRST_VERSION + SECOND_VERSION)
        old.execute("insert into file values ('abc', 'a.xlsx', 3, 'xyz'::blob, now())")
        old.execute("insert into load select i, 'abc', 'standard_form', now(), 1, 1, 1, false from range(1, 3) as r(i)")
        old.execute("insert into reported_value by name select unnest([1, 2]) as load_id, * from written")
    for _ in range(2):
        with open_store(tmp_path) as store:
            held = store.sql(
                "select * exclude (load_id) from reported_value where load_id = 2 order by sheet, measure"
            ).pl()
            assert held.rows() == written.sort("sheet", "measure").rows()
            assert store.sql("select count(*) from reported_value").fetchall() == [(8,)]
            assert set(store.table("current_value").pl()["load_id"]) == {2}


@pytest.mark.parametrize("cell", ["A1", "Z2", "AA30", "AZ1", "ZZ99999", "AAA1", "XFD1048576", "ZZZ1", "AAAA1"])
def test_a_cell_is_named_as_spreadsheets_do(store: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert store.execute("select name_cell(find_column($cell), find_row($cell))", {"cell": cell}).fetchall() == [
        (cell,)
    ]


def test_the_codes_of_the_store_are_those_of_the_model(store: duckdb.DuckDBPyConnection) -> None:
    for name, codes in (("measure_code", Measure), ("qualifier_code", Qualifier), ("missing_code", MissingReason)):
        assert store.execute(f"select enum_range(null::{name})").fetchall()[0][0] == [code.value for code in codes]
