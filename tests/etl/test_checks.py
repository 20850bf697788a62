"""Each rule: given staged cells, expect these findings at these cells and these values accepted."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import polars as pl
import pytest

from etl.checks import check_candidates
from etl.findings import Findings, read_rules
from etl.row_numbers import RowNumbering
from etl.store import prepare_store
from warehouse.catalogue import read_catalogue
from warehouse.sql import SQL_FOLDER, read_sql

HANOI = [
    f"{code}.2025-07"
    for code in sorted(
        read_catalogue()
        .areas.filter(pl.col("parent_area_id") == "01.2025-07")
        .filter(pl.col("era") == "2025-07")["area_code"]
    )
]
BA_DINH, NGOC_HA = "00004.2025-07", "00008.2025-07"
MEASURES = ("total", "registered", "assessed", "recognised")
HEADING = ["heading_id", "series_id", "subject_id", "group_id", "period", "as_of"]
TABLE = {
    "table_id": pl.lit(0),
    "sheet": pl.lit("S"),
    "header_cell": pl.lit("A1"),
    "report_status": pl.lit("provisional"),
    "is_simulated": pl.lit(False),
}
LINE = ["heading_id", "row_number", "area_cell", "area_id", "row_key", "section", "is_total"]
CELL = ["column_number", "measure", "text", "value", "missing_reason", "qualifier", "rule", "scale"]
Row = dict[str, Any]


@pytest.fixture
def store() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        prepare_store(connection)
        yield connection


def report(row_number: int, area_id: str | None, *counts: int | None, **other: Any) -> list[Row]:
    """One row of a sheet: total, registered, assessed, recognised in columns C to F."""
    return [
        {
            "row_number": row_number,
            "column_number": 2 + index,
            "area_cell": f"A{row_number}",
            "area_id": area_id,
            "section": None,
            "subject_id": "gia_dinh_hoc_tap",
            "group_id": "",
            "measure": measure,
            "period": "2025",
            "text": "" if count is None else str(count),
            "value": count,
            "missing_reason": None,
            "qualifier": "exact",
            "rule": None,
            "scale": 1,
            "as_of": date(2025, 12, 31),
            "is_total": False,
            **other,
        }
        for index, (measure, count) in enumerate(zip(MEASURES, counts, strict=False))
    ]


def run(store: duckdb.DuckDBPyConnection, *rows: list[Row]) -> tuple[list[tuple[str, str]], list[Row]]:
    """Findings as (rule, cell) and the accepted values."""
    cells = [cell for row in rows for cell in row]
    store.execute(read_sql("intake", "candidate"))
    frame = pl.DataFrame(cells, infer_schema_length=None, orient="row").with_columns(
        pl.col("value").cast(pl.Decimal(18, 4)),
        pl.col("row_number").cast(pl.UInt32),
        pl.col("column_number").cast(pl.UInt32),
        pl.col("section", "missing_reason", "rule", "area_id").cast(pl.String),
    )
    numbering = RowNumbering.of(read_catalogue())
    series = numbering.number_series(frame["period"].unique().to_list())
    frame = frame.with_columns(title_id="subject_id").with_columns(series_id=series, heading_id=series)
    frame = frame.with_columns(row_key=numbering.number_rows(pl.col("series_id"))).with_row_index("order_number")
    frame = frame.with_columns(line_id=pl.struct(LINE).rank("dense"))
    store.register("new_headings", frame.select(HEADING).unique("heading_id").with_columns(**TABLE))
    store.execute(read_sql("intake", "insert_candidate_headings"))
    store.register("new_lines", frame.select("line_id", *LINE).unique("line_id"))
    store.execute(read_sql("intake", "insert_candidate_lines"))
    store.register("new_candidates", frame.select("order_number", "line_id", *CELL))
    store.execute(read_sql("intake", "insert_candidates"))
    store.register("area", read_catalogue().areas)
    findings = Findings()
    check_candidates(store, read_catalogue(), findings)
    found = [(row["rule"], row["cell"]) for row in findings.rows]
    accepted = store.table("accepted_value").pl().sort(pl.col("cell").str.slice(1).cast(pl.Int64), "cell")
    return found, accepted.to_dicts()


def remember(store: duckdb.DuckDBPyConnection, rows: list[list[Row]]) -> None:
    """Put values in the store as an earlier load."""
    run(store, *rows)
    for step in ("insert_reported_headings", "insert_reported_rows", "insert_reported_cells"):
        store.execute(read_sql("store", step), {"load_id": 1})
    header = {
        "sha256": "x",
        "source_id": "standard_form",
        "loaded_at": datetime(2026, 1, 5, tzinfo=UTC),
        "loaded_by": None,
    }
    counts = dict.fromkeys(("read_count", "accepted_count", "rejected_count", "warning_count"), 0)
    store.execute(read_sql("store", "insert_load"), {**header, **counts, "is_simulated": False})


def test_clean_rows_are_accepted_whole(store: duckdb.DuckDBPyConnection) -> None:
    found, accepted = run(store, report(2, BA_DINH, 100, 90, 80, 70), report(3, NGOC_HA, 50, 40, 30, 20))
    assert found == []
    assert [(row["area_id"], row["measure"], int(row["value"]), row["cell"]) for row in accepted][:2] == [
        (BA_DINH, "total", 100, "C2"),
        (BA_DINH, "registered", 90, "D2"),
    ]
    assert len(accepted) == 8


@pytest.mark.parametrize(
    ("counts", "cell"),
    [
        ((100, 190, 80, 70), "D2"),
        ((100, 90, 95, 70), "E2"),
        ((100, 90, 80, 85), "F2"),
        ((100, 90, None, 95), "F2"),
        ((100, None, None, 101), "F2"),
    ],
)
def test_a_part_over_its_whole_stops_its_row_only(
    store: duckdb.DuckDBPyConnection, counts: tuple[int | None, ...], cell: str
) -> None:
    found, accepted = run(store, report(2, BA_DINH, *counts), report(3, NGOC_HA, 50, 40, 30, 20))
    assert ("part_over_whole", cell) in found
    assert {row["area_id"] for row in accepted} == {NGOC_HA}


def test_a_row_with_an_unread_number_is_stopped_whole(store: duckdb.DuckDBPyConnection) -> None:
    wrong = report(2, BA_DINH, 100, 90, 80, 70)
    wrong[2] |= {"value": None, "rule": "not_a_number", "text": "tám mươi"}
    _, accepted = run(store, wrong, report(3, NGOC_HA, 50, 40, 30, 20))
    assert {row["area_id"] for row in accepted} == {NGOC_HA}


def test_the_same_row_twice_counts_once_and_a_different_one_is_an_error(store: duckdb.DuckDBPyConnection) -> None:
    first = report(2, BA_DINH, 100, 90, 80, 70)
    found, accepted = run(store, first, report(3, BA_DINH, 100, 90, 80, 70))
    assert found == [("repeated", "A3")]
    assert len(accepted) == 4
    found, accepted = run(store, first, report(3, BA_DINH, 100, 90, 80, 71))
    assert found == [("duplicate", "A3")]
    assert [int(row["value"]) for row in accepted] == [100, 90, 80, 70]


def test_an_empty_cell_is_pointed_at_and_not_loaded(store: duckdb.DuckDBPyConnection) -> None:
    found, accepted = run(store, report(2, BA_DINH, 100, 90, None, 70))
    assert found == [("blank_cell", "E2")]
    assert [row["measure"] for row in accepted] == ["total", "registered", "recognised"]


def test_a_total_that_fits_says_nothing_and_one_that_does_not_is_shown(store: duckdb.DuckDBPyConnection) -> None:
    rows = (report(2, BA_DINH, 100, 90, 80, 70), report(3, NGOC_HA, 50, 40, 30, 20))
    found, accepted = run(store, *rows, report(4, None, 150, 130, 110, 90, is_total=True))
    assert (found, len(accepted)) == ([], 8)
    found, accepted = run(store, *rows, report(4, None, 150, 130, 111, 90, is_total=True))
    assert found == [("total_differs", "E4")]
    assert len(accepted) == 8


def test_a_total_counts_rows_whose_area_was_not_found(store: duckdb.DuckDBPyConnection) -> None:
    rows = (report(2, BA_DINH, 100, 90, 80, 70), report(3, None, 50, 40, 30, 20))
    found, accepted = run(store, *rows, report(4, None, 150, 130, 110, 90, is_total=True))
    assert found == []
    assert {row["area_id"] for row in accepted} == {BA_DINH}


def test_a_section_total_sums_its_section(store: duckdb.DuckDBPyConnection) -> None:
    rows = (report(2, BA_DINH, 100, section="Quận A"), report(3, NGOC_HA, 50, section="Quận B"))
    found, _ = run(store, *rows, report(4, None, 100, section="Quận A", is_total=True))
    assert found == []
    found, _ = run(store, *rows, report(4, None, 101, section="Quận A", is_total=True))
    assert found == [("total_differs", "C4")]


def test_a_silent_row_may_only_make_the_sum_smaller(store: duckdb.DuckDBPyConnection) -> None:
    silent = report(3, NGOC_HA, None)
    silent[0] |= {"missing_reason": "not_reported", "text": "KBC"}
    rows = (report(2, BA_DINH, 100), silent)
    assert run(store, *rows, report(4, None, 150, is_total=True))[0] == []
    assert run(store, *rows, report(4, None, 99, is_total=True))[0] == [("total_differs", "C4")]


def test_a_province_row_is_compared_with_all_its_wards(store: duckdb.DuckDBPyConnection) -> None:
    wards = [report(number, area, 10, 8, 6, 5) for number, area in enumerate(HANOI, start=3)]
    count = len(HANOI)
    fitting = report(2, "01.2025-07", 10 * count, 8 * count, 6 * count, 5 * count)
    assert run(store, fitting, *wards)[0] == []
    found, accepted = run(store, report(2, "01.2025-07", 10 * count + 1, 8 * count, 6 * count, 5 * count), *wards)
    assert found == [("children_differ", "C2")]
    assert len(accepted) == 4 * (count + 1)


def test_missing_wards_are_named_once(store: duckdb.DuckDBPyConnection) -> None:
    wards = [report(number, area, 10, 8, 6, 5) for number, area in enumerate(HANOI[2:], start=3)]
    found, _ = run(store, *wards)
    assert found == [("areas_missing", "A1")]


def test_a_ward_alone_misses_nobody(store: duckdb.DuckDBPyConnection) -> None:
    assert run(store, report(2, BA_DINH, 10, 8, 6, 5))[0] == []


def test_one_rate_quite_unlike_the_others_is_doubted(store: duckdb.DuckDBPyConnection) -> None:
    wards = [report(number, area, 1000, 900, 850, 500 + number) for number, area in enumerate(HANOI[:20], start=2)]
    wards[7] = report(9, HANOI[7], 1000, 990, 985, 980)
    found, accepted = run(store, *wards)
    assert found == [("level_outlier", "F9")]
    assert len(accepted) == 80


def test_one_change_quite_unlike_the_others_is_doubted(store: duckdb.DuckDBPyConnection) -> None:
    before = [report(n, area, 1000, 900, 850, 400 + 7 * n, period="2024") for n, area in enumerate(HANOI[:20], start=2)]
    remember(store, before)
    now = [report(n, area, 1000, 900, 850, 450 + 7 * n + n % 3) for n, area in enumerate(HANOI[:20], start=2)]
    now[4] = report(6, HANOI[4], 1000, 900, 850, 200)
    found, _ = run(store, *now)
    assert ("change_outlier", "F6") in found
    assert [cell for rule, cell in found if rule == "change_outlier"] == ["F6"]


def test_a_total_that_doubles_in_a_year_is_doubted(store: duckdb.DuckDBPyConnection) -> None:
    remember(store, [report(2, BA_DINH, 100, 90, 80, 70, period="2024")])
    assert run(store, report(2, BA_DINH, 140, 90, 80, 70))[0] == []
    assert run(store, report(2, BA_DINH, 210, 90, 80, 70))[0] == [("denominator_jump", "C2")]


def test_many_areas_at_exactly_all_are_pointed_at_once(store: duckdb.DuckDBPyConnection) -> None:
    wards = [
        report(n, area, 1000 + n, 500 + 9 * n, 500 + 9 * n, 500 + 9 * n) for n, area in enumerate(HANOI[:6], start=2)
    ]
    found, accepted = run(store, *wards)
    assert found == [("heaped_at_whole", "F2")]
    assert len(accepted) == 24


def test_many_areas_just_over_a_target_are_pointed_at(store: duckdb.DuckDBPyConnection) -> None:
    wards = [report(n, area, 1000, 900, 850, 700 + n) for n, area in enumerate(HANOI[:7], start=2)]
    found, _ = run(store, *wards)
    assert ("heaped_over_target", "F2") in found
    spread = [report(n, area, 1000, 900, 850, 600 + 30 * n) for n, area in enumerate(HANOI[:7], start=2)]
    assert not any(rule == "heaped_over_target" for rule, _ in run(store, *spread)[0])


def test_a_far_away_period_is_refused(store: duckdb.DuckDBPyConnection) -> None:
    found, accepted = run(store, report(2, BA_DINH, 10, 8, 6, 5, period="2205"))
    assert (found, accepted) == ([("period_out_of_range", "A2")], [])


def test_every_rule_of_sql_has_its_words_and_every_word_its_placeholder() -> None:
    rules = read_rules()
    for path in (SQL_FOLDER / "rules").glob("*.sql"):
        assert path.stem in rules, path.name
    for rule in rules.values():
        assert rule.severity in {"error", "warning"}
        assert rule.message_vi.strip()
        assert rule.message_en.strip()
        assert sorted(set(_placeholders(rule.message_vi))) == sorted(set(_placeholders(rule.message_en))), rule.rule


def _placeholders(message: str) -> list[str]:
    return [name.removesuffix("_vi").removesuffix("_en") for _, name, _, _ in string.Formatter().parse(message) if name]
