"""Formats of the assessment workbook: the look of the standard form's template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format

from etl.form import FONT, HEADER_STYLE

BOX: Final[Mapping[str, Any]] = {
    **FONT,
    "border": 1,
    "border_color": "#BFBFBF",
    "valign": "vcenter",
    "text_wrap": True,
}
FREE: Final[Mapping[str, Any]] = {**BOX, "locked": False}
STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {**FONT, "font_size": 14, "bold": True},
    "label": {**FONT, "bold": True},
    "locked": {**FONT, "num_format": "@"},
    "head_free": {**FONT, "num_format": "@", "locked": False, "border": 1, "border_color": "#BFBFBF"},
    "simulated": {**FONT, "bold": True, "font_color": "#C00000", "bg_color": "#FDE9E7"},
    "progress": {**FONT, "bold": True, "font_color": "#1F3864"},
    "header": {**FONT, **HEADER_STYLE},
    "code": {**BOX, "num_format": "@"},
    "criterion": {**BOX, "bold": True},
    "measurement": {**BOX, "indent": 1},
    "heading_code": {**BOX, "num_format": "@", "bold": True, "bg_color": "#EDF2F9"},
    "heading": {**BOX, "bold": True, "bg_color": "#EDF2F9"},
    "text": {**BOX},
    "earlier": {**BOX, "font_color": "#595959"},
    "grey": {**BOX, "bg_color": "#E3E3E3"},
    "computed": {**BOX, "bg_color": "#E3E3E3", "font_color": "#595959", "italic": True},
    "free": {**FREE},
    "free_text": {**FREE, "num_format": "@"},
    "empty": {"bg_color": "#FFF2CC"},
    "broken": {"bg_color": "#F4B6B0", "font_color": "#7A0000"},
    "ok": {"font_color": "#1E6B34", "bold": True},
    "wrong": {"font_color": "#B00000", "bold": True},
}


def add_styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """Every format by name."""
    return {name: book.add_format(dict(style)) for name, style in STYLES.items()}
