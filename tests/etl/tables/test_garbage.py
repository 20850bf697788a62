"""Any sheet is read to its end: no error, and work that does not grow out of hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.cells import TableCells
from etl.findings import Findings
from etl.reading.model import NO_RESULT, Sheet
from etl.tables import describe_miss, extract_cells, find_personal_columns, find_tables
from tests.etl.tables.reading import VOCABULARY, join_lines

WORDS = [
    "Đăng ký", "Được công nhận", "Tổng số", "%", "Tên xã", "Mã xã", "STT", "GĐHT", "Gia đình học tập", "CĐHT",
    "Nông dân", "Công nhân", "Số hộ",
    "Nội dung", "Danh hiệu", "Nhóm", "Chỉ tiêu", "SL", "Tổng cộng", "Cộng I", "I", "II", "1.1", "-", "Phường A",
    "Quận B", "Năm 2024", "2024",
    "ĐVT: nghìn người", "Ghi chú", "Chủ tịch", "(1)", "KBC", "x", "1.234", "45%", "#REF!", "Kỳ báo cáo", "Họ và tên",
    "\ud83d\ude00", "\x00", "…",
]  # fmt: skip
CELLS = (
    st.just("")
    | st.sampled_from(WORDS)
    | st.floats()
    | st.integers(-5, 3000).map(float)
    | st.booleans()
    | st.text(max_size=8)
    | st.dates(date(1900, 1, 1), date(2100, 1, 1))
)  # fmt: skip
POSITIONS = st.tuples(st.integers(0, 12), st.integers(0, 8))


@st.composite
def draw_sheets(draw: Callable[..., Any]) -> Sheet:
    width = draw(st.integers(1, 8))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12))
    corners = draw(st.lists(st.tuples(POSITIONS, POSITIONS), max_size=4))
    merged = tuple(((min(a[0], b[0]), min(a[1], b[1])), (max(a[0], b[0]), max(a[1], b[1]))) for a, b in corners)
    first_row, first_column = draw(POSITIONS)
    errors = dict.fromkeys(draw(st.lists(POSITIONS, max_size=2)), NO_RESULT)
    name = draw(st.sampled_from(["GĐHT", "2024", "Sheet1"]))
    return Sheet(
        name, first_row, first_column, rows, False, merged, errors, frozenset(draw(st.lists(POSITIONS, max_size=2)))
    )


def read_all(sheet: Sheet) -> pl.DataFrame:
    findings = Findings()
    layouts = find_tables(sheet, VOCABULARY, findings)
    frames = [join_lines(extract_cells(layout, sheet, findings)) for layout in layouts]
    find_personal_columns(sheet, VOCABULARY)
    describe_miss(sheet, VOCABULARY)
    findings.collect()
    return pl.concat([join_lines(TableCells.nothing()), *frames])


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(draw_sheets())
def test_any_sheet_is_read_and_every_cell_points_into_it(sheet: Sheet) -> None:
    cells = read_all(sheet)
    addresses = {sheet.address(i, j) for i, row in enumerate(sheet.rows) for j in range(len(row))}
    assert set(cells["cell"]) <= addresses
    assert cells["cell"].is_unique().all()
    assert cells.select(pl.col("title_id", "measure", "text", "is_total").is_null().any()).row(0) == (False,) * 4


MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
BIG = {
    "words": lambda i, j: WORDS[(i * 31 + j * 17) % len(WORDS)],
    "one header word": lambda i, j: "Đăng ký",
    "all different": lambda i, j: f"chữ {i} và {j}",
    "numbers": lambda i, j: i * 1.5 + j,
    "dates": lambda i, j: MOMENT + timedelta(days=i),
    "blank": lambda i, j: "",
}


@pytest.mark.parametrize("kind", BIG)
@pytest.mark.parametrize(("height", "width"), [(30, 10_000), (4_000, 20)])
def test_large_garbage_is_bounded(kind: str, height: int, width: int) -> None:
    sheet = Sheet("x", 0, 0, [[BIG[kind](i, j) for j in range(width)] for i in range(height)])
    started = time.process_time()
    read_all(sheet)
    assert time.process_time() - started < 8


def test_fifty_thousand_rows_take_less_than_a_second() -> None:
    header = [
        "STT",
        "Mã địa bàn",
        "Tên địa bàn",
        "Danh hiệu",
        "Nhóm đối tượng",
        "Tổng số",
        "Đăng ký",
        "Được đánh giá",
        "Được công nhận",
    ]
    titles = ["Công dân học tập", "Gia đình học tập", "Dòng họ học tập"]
    rows = [
        [float(i), f"{i // 3:05d}", f"Phường số {i // 3}", titles[i % 3], "", 9.0, 8.0, 7.0, float(i)]
        for i in range(50_000)
    ]
    sheet = Sheet("Năm 2025", 0, 0, [header, *rows])
    findings = Findings()
    (layout,) = find_tables(sheet, VOCABULARY, findings)
    started = time.process_time()
    cells = extract_cells(layout, sheet, findings)
    assert time.process_time() - started < 1
    assert cells.cells.height == 200_000
    assert findings.rows == []
