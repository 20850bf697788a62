"""The standard form: what the writer puts where, and that the catalogue's texts agree with each other."""

from __future__ import annotations

import hashlib
import tomllib
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.form import (
    FIRST_DATA_ROW,
    FORM_FILE,
    FORM_SCHEMA,
    FORM_TITLE,
    HEADER_ROW,
    MARKER_ROW,
    MEASURES,
    NOT_REPORTED,
    SHEET_NAME,
    SIMULATED_MARKER,
    FormHeader,
    read_form_texts,
    write_form,
)
from etl.values.number_texts import read_number_text
from warehouse.model import ReportStatus

CATALOG = FORM_FILE.parents[1]
HEADER_TEXTS = [
    "STT",
    "Mã địa bàn",
    "Tên địa bàn",
    "Danh hiệu",
    "Nhóm đối tượng",
    "Tổng số",
    "Đăng ký",
    "Được đánh giá",
    "Được công nhận",
    "Có kỹ năng số",
    "Thành thạo kỹ năng số",
    "Ghi chú",
]
HEADER = FormHeader("01", "Thành phố Hà Nội", "2025-H1", date(2025, 6, 30), ReportStatus.PROVISIONAL, "Nguồn thử")


def make_rows(*rows: tuple[Any, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=FORM_SCHEMA, orient="row")


CITIZENS = ("00004", "Phường Ba Đình", "cong_dan_hoc_tap", None, 1200, 900, 800, 700, 600, 500, None)
FARMERS = ("00004", "Phường Ba Đình", "cong_dan_hoc_tap", "farmers", 100, 90, None, 70, None, None, "Chưa tổng hợp")
CLANS = ("00004", "Phường Ba Đình", "dong_ho_hoc_tap", None, 0, 0, 0, 0, None, None, None)
SILENT_DIGITAL = ("00008", "Phường Ngọc Hà", "cong_dan_hoc_tap", None, 10, 9, 8, 7, None, None, None)


def read_cells(path: Path) -> list[list[Any]]:
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET_NAME)
    assert sheet.start == (0, 0)
    return sheet.to_python()


@pytest.fixture
def cells(tmp_path: Path) -> list[list[Any]]:
    return read_cells(write_form(tmp_path / "form.xlsx", HEADER, make_rows(CITIZENS, FARMERS, CLANS, SILENT_DIGITAL)))


def test_block_and_header_row_stand_where_the_form_says(cells: list[list[Any]]) -> None:
    block = {row[0]: [cell for cell in row[1:] if cell != ""] for row in cells[1:MARKER_ROW]}
    assert cells[0][0] == FORM_TITLE
    assert block == {
        "Tỉnh, thành phố": ["01", "Thành phố Hà Nội"],
        "Kỳ báo cáo": ["2025-H1"],
        "Ngày chốt số liệu": ["30/06/2025"],
        "Tính chất số liệu": ["Tạm tính"],
        "Nguồn": ["Nguồn thử"],
    }
    assert cells[HEADER_ROW] == HEADER_TEXTS


def test_rows_hold_labels_counts_and_codes_as_text(cells: list[list[Any]]) -> None:
    first, farmers, clans, _ = cells[FIRST_DATA_ROW:]
    assert first == [1, "00004", "Phường Ba Đình", "Công dân học tập", "", 1200, 900, 800, 700, 600, 500, ""]
    assert farmers[3:5] == ["Công dân học tập", "Nông dân"]
    assert farmers[11] == "Chưa tổng hợp"
    assert clans[5:9] == [0, 0, 0, 0]


def test_missing_is_kbc_where_asked_and_empty_where_not(cells: list[list[Any]]) -> None:
    _, farmers, clans, silent = cells[FIRST_DATA_ROW:]
    assert farmers[7] == NOT_REPORTED
    assert farmers[9:11] == ["", ""]
    assert clans[9:11] == ["", ""]
    assert silent[9:11] == [NOT_REPORTED, NOT_REPORTED]


@pytest.mark.parametrize("is_simulated", [True, False])
def test_marker_is_there_exactly_when_simulated(tmp_path: Path, is_simulated: bool) -> None:
    header = FormHeader("24", "Tỉnh Bắc Ninh", "2025", date(2025, 12, 31), ReportStatus.FINAL, "x", is_simulated)
    cells = read_cells(write_form(tmp_path / "form.xlsx", header, make_rows(CITIZENS)))
    assert (cells[MARKER_ROW][0] == SIMULATED_MARKER) == is_simulated
    assert sum(SIMULATED_MARKER in row for row in cells) == is_simulated
    assert cells[HEADER_ROW] == HEADER_TEXTS


def test_same_content_same_bytes_and_no_formula(tmp_path: Path) -> None:
    rows = make_rows(CITIZENS, FARMERS)
    paths = [write_form(tmp_path / name, HEADER, rows) for name in ("a.xlsx", "b.xlsx")]
    other = write_form(tmp_path / "c.xlsx", HEADER, make_rows(CITIZENS))
    first, second, third = (hashlib.sha256(path.read_bytes()).hexdigest() for path in [*paths, other])
    assert first == second != third
    with zipfile.ZipFile(paths[0]) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet


def test_unknown_title_stops_the_writer(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="cong_dong_hoc_tap_cap_xa"):
        write_form(tmp_path / "x.xlsx", HEADER, make_rows(("1", "A", "cong_dong_hoc_tap_cap_xa", *[None] * 8)))


def test_form_without_rows_still_has_its_header(tmp_path: Path) -> None:
    assert read_cells(write_form(tmp_path / "empty.xlsx", HEADER, make_rows()))[-1] == HEADER_TEXTS


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.text("0123456789", min_size=3, max_size=5),
            st.sampled_from(sorted(read_form_texts().titles)),
            st.lists(st.none() | st.integers(0, 10**9), min_size=4, max_size=4),
        ),
        max_size=8,
    )
)
def test_counts_and_codes_read_back_as_written(tmp_path: Path, drawn: list[tuple[str, str, list[int | None]]]) -> None:
    rows = make_rows(*[(code, "Xã A", title, None, *counts, None, None, None) for code, title, counts in drawn])
    cells = read_cells(write_form(tmp_path / "form.xlsx", HEADER, rows))[FIRST_DATA_ROW:]
    assert [row[1] for row in cells] == [code for code, _, _ in drawn]
    assert [row[5:9] for row in cells] == [[NOT_REPORTED if n is None else n for n in counts] for _, _, counts in drawn]


def test_source_file_describes_the_form_the_writer_writes() -> None:
    source = tomllib.loads(FORM_FILE.read_text(encoding="utf-8"))
    assert source["sheet"] == SHEET_NAME
    assert source["simulated_marker"] == SIMULATED_MARKER
    assert read_number_text(NOT_REPORTED).missing_reason == "not_reported"
    assert list(source["columns"]) == HEADER_TEXTS
    assert list(source["columns"].values()) == ["row_number", *FORM_SCHEMA]
    assert set(source["applies"]) <= {measure.value for measure in MEASURES}
    assert set(source["report_status"].values()) == {status.value for status in ReportStatus}


def test_printed_labels_are_the_names_of_the_catalogue() -> None:
    texts = read_form_texts()
    titles = pl.read_csv(CATALOG / "titles.csv", infer_schema=False)
    groups = pl.read_csv(CATALOG / "groups.csv", infer_schema=False)
    assert texts.titles.items() <= dict(titles.select("title_id", "title_vi").iter_rows()).items()
    printed = {code: text for code, text in texts.groups.items() if code}
    assert printed.items() <= dict(groups.select("group_id", "name_vi").iter_rows()).items()
    assert set(groups.filter(pl.col("dimension").is_in(["occupation", "population"]))["group_id"]) == set(printed)
    assert groups["sort"].cast(pl.Int64).is_unique().all()
