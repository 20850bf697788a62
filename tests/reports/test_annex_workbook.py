"""Biểu kèm theo as a workbook: counts of the release, live formulas for the rates, what is missing said in words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reports.documents import Kind, Order, make_document
from warehouse.queries import Release, open_release

HANOI, WARD = "01.2025-07", "00004.2025-07"
HEAD_ROW = 5
NUMERATOR, DENOMINATOR, RATE, TARGET, DIFFERENCE, GAP, VERDICT, NATURE = 2, 3, 4, 5, 6, 7, 8, 14


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    opened = open_release(demonstration_folder)
    yield opened
    opened.connection.close()


def make(release: Release, area_id: str, language: str = "vi", period: str = "2025") -> bytes:
    return make_document(release, Order(Kind.WORKBOOK, ".xlsx", area_id, period, language))


def open_sheets(content: bytes) -> tuple[list[Worksheet], list[Worksheet]]:
    """Sheets with their formulas, and with the values stored beside them."""
    books = [openpyxl.load_workbook(io.BytesIO(content), data_only=is_value) for is_value in (False, True)]
    return books[0].worksheets, books[1].worksheets


@pytest.mark.parametrize("language", ["vi", "en"])
def test_rates_are_formulas_over_the_counts_of_the_release(
    release: Release, released: duckdb.DuckDBPyConnection, language: str
) -> None:
    formulas, values = (sheets[0] for sheets in open_sheets(make(release, HANOI, language)))
    known = {
        (numerator, denominator): value
        for numerator, denominator, value in released.execute(
            "select numerator, denominator, value from mart_attainment where area_id = ? and period = '2025' and group_id is null "
            "and territory = 'as_reported' and denominator > 0 and value is not null",
            [HANOI],
        ).fetchall()
    }
    rows = [row for row in range(HEAD_ROW + 1, values.max_row + 1) if values.cell(row, DENOMINATOR).value]
    assert len(rows) >= 8
    for row in rows:
        counts = values.cell(row, NUMERATOR).value, values.cell(row, DENOMINATOR).value
        assert formulas.cell(row, RATE).value == f"=B{row}/C{row}*100"
        assert values.cell(row, RATE).value == pytest.approx(100 * counts[0] / counts[1])
        if values.cell(row, RATE).value is not None and counts in known:
            assert values.cell(row, RATE).value == pytest.approx(known[counts])
    assert sum((values.cell(row, NUMERATOR).value, values.cell(row, DENOMINATOR).value) in known for row in rows) >= 8


def test_a_target_without_figures_has_words_and_no_number(release: Release) -> None:
    formulas, _values = (sheets[0] for sheets in open_sheets(make(release, HANOI)))
    silent = [row for row in range(HEAD_ROW + 1, formulas.max_row + 1) if formulas.cell(row, RATE).value is None]
    assert silent
    for row in silent:
        assert formulas.cell(row, VERDICT).value
        assert formulas.cell(row, NUMERATOR).value is None
        assert formulas.cell(row, GAP).value is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_rows_are_high_enough_for_their_words(release: Release, language: str) -> None:
    """Some programs keep the height of a row as it is in the file."""
    for sheet in open_sheets(make(release, HANOI, language))[1][:-1]:
        for cells in sheet.iter_rows(min_row=HEAD_ROW, max_row=HEAD_ROW + 20):
            for cell in (one for one in cells if isinstance(one.value, str) and one.alignment.wrap_text):
                lines = len(cell.value) / sheet.column_dimensions[cell.column_letter].width
                assert lines <= 1 or sheet.row_dimensions[cell.row].height >= 15 * lines, cell.value


def test_every_ward_stands_under_each_target_that_fell_due(
    release: Release, released: duckdb.DuckDBPyConnection
) -> None:
    formulas, values = open_sheets(make(release, HANOI))
    names = {
        name
        for (name,) in released.execute(
            "select name_vi from dim_area where parent_area_id = ? and level = 'ward' and era = '2025-07'", [HANOI]
        ).fetchall()
    }
    for sheet, stored in zip(formulas[1:-1], values[1:-1], strict=True):
        last = sheet.max_row
        listed = [sheet.cell(row, 1).value for row in range(HEAD_ROW + 1, last)]
        assert set(listed) == names
        assert len(listed) == len(names)
        summed = [
            sum(stored.cell(row, column).value or 0 for row in range(HEAD_ROW + 1, last))
            for column in (NUMERATOR, DENOMINATOR)
        ]
        assert [stored.cell(last, column).value for column in (NUMERATOR, DENOMINATOR)] == summed
        assert sheet.cell(last, NUMERATOR).value == f"=SUBTOTAL(109,B{HEAD_ROW + 1}:B{last - 1})"
        assert stored.cell(last, RATE).value == pytest.approx(100 * summed[0] / summed[1])
    assert len(formulas) > 3


def test_a_rate_never_prints_as_a_target_it_missed(release: Release) -> None:
    formulas, values = open_sheets(make(release, HANOI))
    for sheet, stored in zip(formulas[:-1], values[:-1], strict=True):
        for row in range(HEAD_ROW + 1, sheet.max_row + 1):
            rate, target = stored.cell(row, RATE).value, stored.cell(row, TARGET).value
            if rate is None or target is None or rate >= target:
                continue
            places = sheet.cell(row, RATE).number_format.split(".")[1].count("0")
            assert round(rate, places) < target


def test_simulated_figures_and_the_release_are_said(release: Release) -> None:
    sheets, _values = open_sheets(make(release, HANOI))
    assert all(release.release_id in sheet["A3"].value and "mô phỏng" in sheet["A3"].value for sheet in sheets)
    natures = {sheets[0].cell(row, NATURE).value for row in range(HEAD_ROW + 1, sheets[0].max_row + 1)} - {None, ""}
    assert "mô phỏng" in natures
    assert sheets[-1].max_row > HEAD_ROW


def test_a_ward_has_no_sheets_of_units(release: Release) -> None:
    sheets, _values = open_sheets(make(release, WARD))
    assert [sheet.title for sheet in sheets] == ["Kết quả", "Nguồn"]


def test_only_what_can_be_compared_has_a_difference(release: Release, released: duckdb.DuckDBPyConnection) -> None:
    """Sơn La: rates on another base, targets nobody verified, a yes or no."""
    formulas, values = (sheets[0] for sheets in open_sheets(make(release, "14.2025-07")))
    rows = range(HEAD_ROW + 1, values.max_row + 1)
    told = {values.cell(row, VERDICT).value for row in rows if values.cell(row, RATE).value is not None}
    assert {"Không so sánh được", "Chỉ tiêu chưa kiểm chứng"} <= told
    for row in rows:
        if values.cell(row, VERDICT).value in {"Không so sánh được", "Chỉ tiêu chưa kiểm chứng", "Chưa có số liệu"}:
            assert formulas.cell(row, DIFFERENCE).value is None
    judged = released.execute(
        "select count(*) from mart_standing where area_id = '14.2025-07' and is_headline and value is not null "
        "and period_end <= '2025-12-31' "
        "and status in ('attained', 'exceeded', 'not_attained', 'attained_early')"
    ).fetchall()[0][0]
    assert judged <= sum(formulas.cell(row, DIFFERENCE).value is not None for row in rows)


def test_a_yes_or_no_is_said_in_words(release: Release) -> None:
    formulas = open_sheets(make(release, HANOI))[0][0]
    row = next(row for row in range(HEAD_ROW + 1, formulas.max_row + 1) if formulas.cell(row, TARGET).value == "có")
    assert formulas.cell(row, RATE).value in {"có", "chưa"}
    assert formulas.cell(row, DIFFERENCE).value is None


def test_sources_stand_once(release: Release) -> None:
    sheet = open_sheets(make(release, HANOI))[1][-1]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=HEAD_ROW + 1)]
    assert len(rows) == len(set(rows))
