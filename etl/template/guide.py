"""The sheet of instructions behind the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import xlsxwriter

from etl.form import FONT, measure_height

WIDTHS: Final = (32, 100)


def write_guide(book: xlsxwriter.Workbook, words: Mapping[str, Any]) -> None:
    """Add the sheet: two columns, a term and what it means; ``words`` is ``[guide]`` of ``data/catalog/template.toml``.

    No row of it looks like the header of a table, so that a reader of the filled workbook finds nothing here.
    """
    sheet = book.add_worksheet(words["sheet"])
    title = book.add_format({**FONT, "font_size": 14, "bold": True})
    heading = book.add_format({**FONT, "font_size": 13, "bold": True, "font_color": "#1F3864", "bottom": 1})
    term = book.add_format({**FONT, "bold": True, "text_wrap": True, "valign": "top"})
    meaning = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, words["title"], title)
    row = 2
    for part in words["part"]:
        sheet.write_string(row, 0, part["heading"], heading)
        sheet.write_blank(row, 1, None, heading)
        for name, text in part["lines"]:
            row += 1
            sheet.set_row(row, measure_height(zip((name, text), WIDTHS, strict=True)))
            sheet.write_string(row, 0, name, term)
            sheet.write_string(row, 1, text, meaning)
        row += 2
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect()
