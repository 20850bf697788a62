"""The blank table of score sheets: no column for a name, one for each index, scores and forms checked while they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl
import xlsxwriter

from etl.form import CREATED_AT
from etl.score_sheets.words import find_set, is_in_force
from warehouse.catalogue import Catalogue
from warehouse.errors import Dich2030Error
from warehouse.periods import Period
from warehouse.scores import read_score_rules

ROW_COUNT: Final = 2000
TITLE: Final = "PHIẾU CHẤM ĐIỂM"
REMARK: Final = (
    "Mỗi dòng một phiếu. Không ghi họ tên, số định danh hay thông tin cá nhân nào. Chưa chấm thì để trống, không ghi 0."
)
COLUMNS: Final = ("STT", "Mã địa bàn", "Nhóm đối tượng")
WRONG: Final = "Điểm từ 0 đến {maximum}."
FIRST_INDEX: Final = len(COLUMNS)


def write_blank_scores(catalogue: Catalogue, area_id: str, period: Period, out: Path) -> Path:
    """Write the table for an area and a period, to be filled with sheets of the criteria set that gives points.

    Returns
    -------
    Path
        ``out``. The same catalogue, area and period give the same bytes.

    Raises
    ------
    Dich2030Error
        There is not exactly one criteria set with points, or it was not in force at the end of the period.
    """
    set_id = find_set(catalogue.criteria, "", period.end)
    if set_id is None:
        raise Dich2030Error("there are several criteria sets with points", "có nhiều bộ tiêu chí chấm điểm")
    if not is_in_force(catalogue.criteria, set_id, period.end):
        raise Dich2030Error(
            f"no criteria set with points was in force on {period.end:%d/%m/%Y}",
            f"không có bộ tiêu chí chấm điểm nào có hiệu lực vào ngày {period.end:%d/%m/%Y}",
        )
    own = pl.col("criterion_set_id") == set_id
    indices = read_score_rules(catalogue.criteria, set_id).indices.unique("criterion_code").sort("sort")
    area = catalogue.areas.row(by_predicate=pl.col("area_id") == area_id, named=True)
    lines = [
        ("Bộ tiêu chí", set_id, catalogue.criteria.sets.filter(own)["name_vi"][0]),
        ("Địa bàn", area["area_code"], area["name_vi"]),
        ("Kỳ đánh giá", period.code),
        ("Số liệu đến ngày", f"{period.end:%d/%m/%Y}"),
    ]
    header = len(lines) + 3
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"title": TITLE, "created": CREATED_AT})
        sheet = book.add_worksheet("Phiếu")
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet.write_string(0, 0, TITLE, bold)
        sheet.write_string(1, 0, REMARK)
        for i, line in enumerate(lines, 2):
            sheet.write_row(i, 0, line)
        sheet.write_row(header, 0, (*COLUMNS, *indices["criterion_code"]), bold)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 14, text)
        sheet.set_column(2, 2, 30)
        sheet.freeze_panes(header + 1, FIRST_INDEX)
        forms = catalogue.criteria.forms.filter(own)["name_vi"].to_list()
        sheet.data_validation(header + 1, 2, header + ROW_COUNT, 2, {"validate": "list", "source": forms})
        for j, maximum in enumerate(indices["maximum"], FIRST_INDEX):
            told = WRONG.format(maximum=f"{maximum.normalize():f}")
            rule = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": float(maximum),
                "error_message": told,
            }
            sheet.data_validation(header + 1, j, header + ROW_COUNT, j, rule)
    return out
