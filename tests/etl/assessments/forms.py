"""Assessment workbooks as departments hand them in, written cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from warehouse.catalogue import read_catalogue

SET = "unesco_learning_city.2013"
MEASURED = "2.2.2.2"  # the one criterion that an indicator of ours measures
HEADERS = {
    "code": "Mã tiêu chí",
    "name": "Tiêu chí",
    "value": "Giá trị đo được",
    "unit": "Đơn vị",
    "rating": "Mức độ đã đạt được",
    "likelihood": "Khả năng sẽ đạt được",
    "lead": "Cơ quan chủ trì",
    "support": "Cơ quan phối hợp",
    "cause": "Nguyên nhân",
    "remedy": "Giải pháp",
    "deadline": "Thời hạn",
    "status": "Trạng thái",
    "note": "Ghi chú",
}
EVIDENCE_HEADERS = {
    "code": "Mã tiêu chí",
    "title": "Tên minh chứng",
    "number": "Số, ký hiệu văn bản",
    "date": "Ngày văn bản",
    "link": "Liên kết hoặc tên tệp",
    "note": "Ghi chú",
}
Row = Mapping[str, Any]
FIRST_ROW = 10  # of the sheet, from 1: where the first criterion stands
FIRST_EVIDENCE_ROW = 2


@dataclass(frozen=True)
class Form:
    """What a form says; ``head`` replaces or adds labelled lines."""

    rows: Sequence[Row]
    evidence: Sequence[Row] = ()
    head: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)
    sheet: str = "Đánh giá"


def write_form(path: Path, *forms: Form) -> Path:
    """Write each form as a sheet of one workbook; the evidence of all on the sheet Minh chứng."""
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for form in forms:
        if form.rows:
            sheet = book.add_worksheet(form.sheet)
            _write_head(sheet, form, day)
            _write_rows(sheet, FIRST_ROW - 2, form.headers, form.rows, day)
    evidence = [row for form in forms for row in form.evidence]
    if evidence:
        sheet = book.add_worksheet("Minh chứng")
        if not any(form.rows for form in forms):
            _write_head(sheet, forms[0], day)
            _write_rows(sheet, FIRST_ROW - 2, EVIDENCE_HEADERS, evidence, day)
        else:
            _write_rows(sheet, FIRST_EVIDENCE_ROW - 2, EVIDENCE_HEADERS, evidence, day)
    book.add_worksheet("Hướng dẫn").write(0, 0, "Ghi mức độ đã đạt được của từng tiêu chí.")
    book.close()
    return path


def _write_head(sheet: Any, form: Form, day: Any) -> None:
    sheet.write(0, 0, "PHIẾU ĐÁNH GIÁ THEO BỘ TIÊU CHÍ")
    head = {
        "Bộ tiêu chí": (SET, "Các đặc trưng cơ bản của thành phố học tập"),
        "Địa bàn": ("79", "Thành phố Hồ Chí Minh"),
        "Kỳ đánh giá": ("2025", ""),
        "Cơ quan báo cáo": ("", ""),
        "Số liệu đến ngày": (date(2025, 12, 31), ""),
        "Tính chất": ("", ""),
        **{label: value if isinstance(value, tuple) else (value, "") for label, value in form.head.items()},
    }
    for i, (label, (value, name)) in enumerate(head.items(), start=1):
        sheet.write(i, 0, label)
        _write(sheet, i, 1, value, day)
        sheet.write(i, 2, name)


def _write_rows(sheet: Any, header: int, headers: Mapping[str, str], rows: Sequence[Row], day: Any) -> None:
    for j, text in enumerate(headers.values()):
        sheet.write(header, j, text)
    for i, row in enumerate(rows, start=header + 1):
        for j, name in enumerate(headers):
            _write(sheet, i, j, row.get(name, ""), day)


def _write(sheet: Any, i: int, j: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(i, j, value, day)
    elif isinstance(value, str):
        sheet.write_string(i, j, value)
    else:
        sheet.write(i, j, value)


def list_features() -> list[tuple[str, str]]:
    """Code and name of the features of the set, in its order."""
    criteria = read_catalogue().criteria.criteria.filter(pl.col("criterion_set_id") == SET, pl.col("kind") == "feature")
    return list(criteria.select("criterion_code", "name_vi").iter_rows())


def fill_features() -> Form:
    """All features assessed, in turn as met with evidence, partly met and not met with a plan."""
    rows, evidence = [], []
    for number, (code, name) in enumerate(list_features()):
        row: dict[str, Any] = {"code": code, "name": name, "lead": "Sở GD&ĐT", "support": "Hội Khuyến học; sở y tế"}
        plan = {"cause": "Thiếu kinh phí", "remedy": "Bổ sung dự toán", "deadline": date(2027, 6, 30)}
        row |= [
            {"rating": "Đạt", "status": "đã xác nhận"},
            {"rating": "Đạt một phần", "likelihood": "có khả năng", **plan},
            {"rating": "chưa đạt", "likelihood": "Khó có khả năng", "status": "dự thảo", **plan},
        ][number % 3]
        rows.append(row)
        if number % 3 == 0:
            evidence.append(
                {"code": code, "title": f"Báo cáo {code}", "number": f"{number}/BC-SGDĐT", "date": date(2025, 11, 3)}
            )
            evidence.append({"code": code, "title": f"Ảnh {code}", "link": f"https://example.vn/{code}"})
    return Form(rows, evidence)
