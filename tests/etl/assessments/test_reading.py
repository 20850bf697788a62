"""Forms as people change them: other headers and orders, numbers typed in many ways, heads that leave things out, versions of a set."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from etl.form_source import FormRequest
from etl.load import Checked, LoadOptions, check_file
from etl.received import ReceivedFile
from tests.etl.assessments.forms import FIRST_ROW, HEADERS, SET, Form, fill_features, write_form
from tests.warehouse.criterion_files import CITY
from warehouse.catalogue import CATALOG_FOLDER, Catalogue, read_catalogue
from warehouse.errors import InputFileError
from warehouse.periods import Period

SOURCE = "criteria_assessment"
PLAN = {"cause": "Thiếu kinh phí", "remedy": "Bổ sung", "deadline": "30/06/2027"}
OPEN = LoadOptions(is_source_open=True)


def check(path: Path, options: LoadOptions | None = None, catalogue: Catalogue | None = None) -> Checked:
    return check_file(ReceivedFile.read(path), catalogue or read_catalogue(), options or LoadOptions(SOURCE))


def list_rules(checked: Checked, severity: str = "error") -> list[str]:
    return checked.answer.findings.filter(severity=severity)["rule"].to_list()


def read_assessments(checked: Checked) -> pl.DataFrame:
    return checked.records["assessment"].drop("sheet", "cell")


def test_columns_in_another_order_under_other_words_say_the_same(tmp_path: Path) -> None:
    form = fill_features()
    others = {
        "note": "GHI CHÚ",
        "lead": "Đơn vị chủ trì (*)",
        "rating": "Mức độ đạt được:",
        "code": "Mã số tiêu chí",
        "remedy": "Giải pháp khắc phục",
    }
    reordered = dict(reversed([(name, others.get(name, text)) for name, text in HEADERS.items()]))
    head = {"Mã bộ tiêu chí": SET, "Bộ tiêu chí": ""}
    plain = check(write_form(tmp_path / "a.xlsx", form))
    turned = check(write_form(tmp_path / "b.xlsx", replace(form, headers=reordered, sheet="Sheet1")), OPEN)
    assert turned.answer.source_id == SOURCE
    assert read_assessments(turned).equals(read_assessments(plain))
    assert plain.answer.accepted_count == turned.answer.accepted_count
    assert list_rules(check(write_form(tmp_path / "c.xlsx", replace(form, head=head)))) == []


def test_several_areas_may_stand_on_sheets_of_one_workbook(tmp_path: Path) -> None:
    rows = [{"code": "1.1.1", "rating": "Chưa đạt", **PLAN}]
    sheets = [Form(rows, sheet="TP.HCM"), Form(rows, head={"Địa bàn": "Hà Nội"}, sheet="Hà Nội")]
    assert set(check(write_form(tmp_path / "hai.xlsx", *sheets)).records["assessment"]["area_id"]) == {
        "79.2025-07",
        "01.2025-07",
    }


def test_an_area_is_looked_for_in_the_era_of_the_period(tmp_path: Path) -> None:
    rows = [{"code": "1.1.1", "rating": "Chưa đạt", **PLAN}]
    before = check(write_form(tmp_path / "cu.xlsx", Form(rows, head={"Kỳ đánh giá": "6 tháng đầu năm 2025"})))
    assert before.records["assessment"].select("area_id", "period", "period_end", "as_of").row(0) == (
        "79.before-2025-07",
        "2025-H1",
        date(2025, 6, 30),
        date(2025, 12, 31),
    )


VALUES = [
    ("1.1.1.1", "45,5", "45.5"),
    ("1.1.1.1", "45.5 %", "45.5"),
    ("1.1.1.1", 45.5, "45.5"),
    ("1.1.1.1", "1.234", "1.234"),  # of two readings only one is a percentage
    ("1.2.1.1", "1.234.567", "1234567"),
    ("1.2.1.1", "1.234", "1234"),
    ("1.1.4.1", 0.1 + 0.2, "0.3"),
    ("1.1.4.1", "KBC", None),
]


@pytest.mark.parametrize(("code", "typed", "expected"), VALUES, ids=range(len(VALUES)))
def test_a_value_is_read_in_the_unit_of_its_criterion(
    tmp_path: Path, code: str, typed: Any, expected: str | None
) -> None:
    checked = check(write_form(tmp_path / "so.xlsx", Form([{"code": code, "value": typed, "note": "x"}])))
    assert list_rules(checked) == []
    value = checked.records["assessment"]["value"].item()
    assert value == (None if expected is None else Decimal(expected))


def test_a_share_under_a_percent_format_is_what_was_shown(tmp_path: Path) -> None:
    path = tmp_path / "phan-tram.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for i, (label, value) in enumerate((("Bộ tiêu chí", SET), ("Địa bàn", "79"), ("Kỳ đánh giá", "2025"))):
            sheet.write_row(i, 0, (label, value))
        sheet.write_row(4, 0, ("Mã tiêu chí", "Giá trị đo được", "Ghi chú"))
        sheet.write(5, 0, "1.1.1.1")
        sheet.write(5, 1, 0.455, book.add_format({"num_format": "0.0%"}))
    assert check(path).records["assessment"]["value"].to_list() == [Decimal("45.5")]


def test_a_code_that_the_spreadsheet_made_a_day_of_is_suggested(tmp_path: Path) -> None:
    checked = check(write_form(tmp_path / "ngay.xlsx", Form([{"code": date(2003, 2, 1), "rating": "Đạt"}])))
    assert list_rules(checked) == ["unknown_criterion"]
    assert checked.answer.findings["suggestions"].item()[0].startswith("1.2.3 ")


def test_period_and_area_may_be_said_when_handing_in(tmp_path: Path) -> None:
    path = write_form(
        tmp_path / "trong.xlsx", Form([{"code": "1.1.1", "rating": "Đạt"}], head={"Kỳ đánh giá": "", "Địa bàn": ""})
    )
    assert list_rules(check(path)) == ["period_unknown"]
    period = LoadOptions(SOURCE, FormRequest(Period.parse("2025")))
    assert list_rules(check(path, period)) == ["area_unknown"]
    said = check(path, LoadOptions(SOURCE, FormRequest(Period.parse("2025"), "79.2025-07")))
    assert said.records["assessment"].select("period", "area_id").row(0) == ("2025", "79.2025-07")


def test_a_form_without_its_head_or_with_no_table_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "khac.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ("Ngày", "Giờ", "Phòng họp"))
    with pytest.raises(InputFileError, match="Mã tiêu chí"):
        check(path)
    with pytest.raises(InputFileError, match="--source") as caught:
        check(path, OPEN)
    assert SOURCE in caught.value.message_vi


def test_a_table_of_titles_is_still_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "danh-hieu.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "KẾT QUẢ GIA ĐÌNH HỌC TẬP NĂM 2025, THÀNH PHỐ HÀ NỘI")
        sheet.write_row(2, 0, ("Mã", "Phường, xã", "Tổng số hộ", "Số hộ đăng ký", "Số hộ được công nhận"))
        sheet.write_row(3, 0, ("00004", "Phường Ba Đình", 100, 90, 80))
    assert check(path, OPEN).answer.source_id == "standard_form"


def test_personal_columns_are_dropped(tmp_path: Path) -> None:
    headers = {**HEADERS, "person": "Họ và tên người phụ trách"}
    row = {"code": "1.1.1", "rating": "Chưa đạt", **PLAN, "person": "Nguyễn Văn A"}
    checked = check(write_form(tmp_path / "ten.xlsx", Form([row], headers=headers)))
    assert [(one.sheet, one.label) for one in checked.personal] == [("Đánh giá", "Họ và tên người phụ trách")]
    assert list_rules(checked, "warning") == ["personal_column_dropped"]
    assert not any("Nguyễn" in str(rows.rows()) for rows in checked.records.values())


@pytest.fixture
def revised(tmp_path: Path) -> Catalogue:
    """The catalogue with a version of the set from 2027 on that has one criterion less."""
    catalog = Path(shutil.copytree(CATALOG_FOLDER, tmp_path / "data" / "catalog"))
    old = catalog / "criteria" / CITY
    head = old.with_suffix(".toml").read_text(encoding="utf-8")
    new = old.with_name("2027")
    new.with_suffix(".toml").write_text("valid_from = 2027-01-01\n" + head, encoding="utf-8")
    rows = [
        line
        for line in old.with_suffix(".csv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("1.1.1")
    ]
    new.with_suffix(".csv").write_text("\n".join(rows), encoding="utf-8")
    return read_catalogue(catalog)


def test_the_version_in_force_in_the_period_judges_a_form(tmp_path: Path, revised: Catalogue) -> None:
    row = {"code": "1.1.1", "rating": "Chưa đạt", **PLAN, "deadline": "30/06/2028"}
    new = SET.replace("2013", "2027")
    expected = {
        ("2026-H1", SET): [],
        ("2027", SET): ["criterion_set_not_in_force"],
        ("2026-H1", new): ["criterion_set_not_in_force"],
        ("2027", new): ["unknown_criterion"],
    }
    for (period, criterion_set), rules in expected.items():
        path = write_form(
            tmp_path / "phieu.xlsx", Form([row], head={"Kỳ đánh giá": period, "Bộ tiêu chí": criterion_set})
        )
        assert list_rules(check(path, catalogue=revised)) == rules, (period, criterion_set)


def test_rows_begin_where_the_tests_say(tmp_path: Path) -> None:
    checked = check(write_form(tmp_path / "phieu.xlsx", Form([{"code": "1.1.1", "rating": "Chưa đạt", **PLAN}])))
    assert checked.records["assessment"]["cell"].to_list() == [f"A{FIRST_ROW}"]
