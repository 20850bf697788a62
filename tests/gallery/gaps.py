"""What is no number: missing values as typed, words, errors, formulas that were never computed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from tests.etl.reading.xlsb_writer import Error, write_xlsb
from tests.gallery.model import (
    BA_DINH,
    FAMILY,
    GIANG_VO,
    HOAN_KIEM,
    NGOC_HA,
    O_CHO_DUA,
    SOC_SON,
    YEN_HOA,
    Flag,
    add_entry,
    expect_row,
)
from tests.gallery.numbers import TOP, expect_family
from tests.gallery.writers import Formula, Tab, write_ods, write_xls, write_xlsx

MISSING = {
    BA_DINH: ("Phường Ba Đình", "KBC"),
    NGOC_HA: ("Phường Ngọc Hà", "-"),
    GIANG_VO: ("Phường Giảng Võ", "x"),
    HOAN_KIEM: ("Phường Hoàn Kiếm", "…"),
    O_CHO_DUA: ("Phường Ô Chợ Dừa", "không"),
    YEN_HOA: ("Phường Yên Hòa", "Chưa có"),
    SOC_SON: ("Xã Sóc Sơn", "..."),
}


@add_entry(
    ".xlsx",
    seen=[
        expect_row(area, FAMILY, f"total C{row}=1000, registered D{row}=900, recognised E{row}=?")
        for row, area in enumerate(MISSING, start=4)
    ],
)
def build_missing_as_typed(path: Path) -> None:
    """KBC, -, x, …, không, chưa có: reported as missing, never 0."""
    rows = [(n, name, 1000, 900, typed) for n, (name, typed) in enumerate(MISSING.values(), start=1)]
    write_xlsx(path, Tab("Biểu 1", [*TOP, *rows]))


@add_entry(
    ".xlsx",
    seen=[expect_family(O_CHO_DUA, 8, 1000, 900, 800)],
    errors=[Flag("Biểu 1", "C4"), Flag("Biểu 1", "D5"), Flag("Biểu 1", "E6"), Flag("Biểu 1", "E7")],
)
def build_no_counts(path: Path) -> None:
    """A negative number, half a family, words, and a date where counts belong."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", -1200, "KBC", "KBC"),
        (2, "Phường Ngọc Hà", 1100, 800.5, 640),
        (3, "Phường Giảng Võ", 1000, 700, "khoảng sáu trăm"),
        (4, "Phường Hoàn Kiếm", 1000, 700, date(2025, 12, 31)),
        (5, "Phường Ô Chợ Dừa", 1000, 900, 800),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


ERROR_ROWS = [expect_family(GIANG_VO, 6, 1000, 700, 600)]


@add_entry(".xlsx", seen=ERROR_ROWS, errors=[Flag("Biểu 1", "E4"), Flag("Biểu 1", "C5")])
def build_formula_errors(path: Path) -> None:
    """#REF! and #N/A are wrong cells, not empty ones; a formula with a stored result is a number."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", 1000, 900, Formula("=#REF!+1", "#REF!")),
        (2, "Phường Ngọc Hà", Formula("=VLOOKUP(1,G1:H2,2,0)", "#N/A"), 800, 640),
        (3, "Phường Giảng Võ", Formula("=400+600", 1000), 700, 600),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".ods", seen=ERROR_ROWS, errors=[Flag("Biểu 1", "E4"), Flag("Biểu 1", "C5")])
def build_formula_errors_ods(path: Path) -> None:
    """The same in LibreOffice's format, one error and one formula whose result was not stored."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", 1000, 900, Formula("=#REF!+1", "#REF!")),
        (2, "Phường Ngọc Hà", Formula("=SUM([.G1:.G9])", None), 800, 640),
        (3, "Phường Giảng Võ", Formula("=400+600", 1000), 700, 600),
    ]
    write_ods(path, Tab("Biểu 1", rows))


@add_entry(".xls", seen=ERROR_ROWS, errors=[Flag("Biểu 1", "E4"), Flag("Biểu 1", "C5")])
def build_formula_errors_xls(path: Path) -> None:
    """The same in Excel 97–2003."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", 1000, 900, "#REF!"),
        (2, "Phường Ngọc Hà", "#N/A", 800, 640),
        (3, "Phường Giảng Võ", 1000, 700, 600),
    ]
    write_xls(path, Tab("Biểu 1", rows))


@add_entry(".xlsb", seen=ERROR_ROWS, errors=[Flag("Biểu 1", "E4"), Flag("Biểu 1", "C5")])
def build_formula_errors_xlsb(path: Path) -> None:
    """The same in the binary workbook: an error typed and one of a formula."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", 1000, 900, Error("#REF!", is_formula=True)),
        (2, "Phường Ngọc Hà", Error("#N/A"), 800, 640),
        (3, "Phường Giảng Võ", 1000, 700, 600),
    ]
    write_xlsb(path, {"Biểu 1": rows})


@add_entry(".xlsx", seen=ERROR_ROWS, errors=[Flag("Biểu 1", "E4"), Flag("Biểu 1", "C5")])
def build_formula_without_result(path: Path) -> None:
    """Saved by a program that does not compute (here openpyxl): the formulas have no stored result, and no number may be guessed."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Biểu 1"
    for row in (
        *TOP,
        (1, "Phường Ba Đình", 1000, 900, "=SUM(G4:H4)"),
        (2, "Phường Ngọc Hà", "=1000+100", 800, 640),
        (3, "Phường Giảng Võ", 1000, 700, 600),
    ):
        sheet.append(row)
    workbook.save(path)
    workbook.close()
