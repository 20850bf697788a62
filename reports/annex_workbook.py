"""Biểu kèm theo as a workbook: counts as reported, every rate a live formula over them, and a sheet of sources."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.blocks import Cover
from reports.content import Content
from reports.printed import tell_base
from reports.workbook import NUMBER_FORMATS, OPTIONS
from warehouse.model import Qualifier, Status, Unit
from warehouse.rounding import choose_decimals
from wording.board import PACED
from wording.figures import find_day, is_provisional
from wording.format import (
    QUALIFIER_WORDS,
    find_exact_value,
    format_completeness,
    format_date,
    format_period,
    format_status,
    format_target,
    format_value,
    to_fraction,
)
from wording.language import N_, _, localise
from wording.overrides import is_decided
from wording.story import JUDGED

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Any]
NAME_LENGTH = 31
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
HEAD_ROW = 4
LINE_POINTS = 15  # height of a row of one line
LEAST_DECIMALS, MOST_DECIMALS = 2, 6
NAME, NUMERATOR, DENOMINATOR, RATE, TARGET, DIFFERENCE, GAP = range(7)
#: Statuses of rows on the basis of their target; others stand beside it without a difference.
COMPARED = (*JUDGED, *PACED, Status.NOT_DUE)


@dataclass(frozen=True)
class Heading:
    """A column: message id of its heading, kind as in ``NUMBER_FORMATS``, width in characters."""

    label: str
    kind: str
    width: int


#: The first are where the formulas look.
FIGURES = (
    Heading(N_("Numerator"), "count", 13),
    Heading(N_("Denominator"), "count", 13),
    Heading(N_("Rate (%)"), "rate", 11),
    Heading(N_("Target (%)"), "rate", 11),
    Heading(N_("Points to the target"), "points", 12),
    Heading(N_("Still missing"), "count", 13),
    Heading(N_("Verdict"), "text", 26),
    Heading(N_("As the source says"), "text", 12),
    Heading(N_("Calculated on"), "text", 34),
    Heading(N_("Period"), "text", 16),
    Heading(N_("As of"), "text", 22),
    Heading(N_("Completeness"), "text", 34),
    Heading(N_("Nature"), "text", 14),
)
SOURCES = ("file_name", "sheet", "sha256", "loaded_at")


def write_annex_workbook(content: Content, cover: Cover) -> bytes:
    """The workbook (.xlsx): the place itself, a sheet for each target that has fallen due with every unit, and the sources.

    A rate known without counts stands as published; what is hidden or missing has no number, and its verdict says why.
    """
    from xlsxwriter import Workbook

    file = io.BytesIO()
    book = Workbook(file, OPTIONS)
    rows = [row for row in content.standing if row["is_headline"] and row["target_id"] is not None]
    _write_sheet(
        book, cover, _("Results"), Heading(N_("Indicator"), "text", 46), [(_name_target(row), row) for row in rows]
    )
    ended = content.board.ended
    for number, row in enumerate(ended.judged if ended else (), 1):
        units = content.list_units(row["indicator_id"], row["target_year"])
        if units.is_empty():
            continue
        lines = [(localise(unit, "name"), {**row, **unit}) for unit in units.iter_rows(named=True)]
        sheet = _write_sheet(
            book, cover, f"{number}. {localise(row, 'short') or localise(row, 'name')}", Heading(N_("Area"), "text", 30), lines,
            subtitle=localise(row, "name"),
        )  # fmt: skip
        _write_sums(book, sheet, lines)
    _write_sources(book, content, cover)
    book.close()
    return file.getvalue()


def _name_target(row: Row) -> str:
    year = row["target_year"]
    return f"{localise(row, 'name')} · {year}" if year else localise(row, "name")


def _write_sheet(
    book: Workbook, cover: Cover, name: str, first: Heading, lines: Sequence[tuple[str, Row]], subtitle: str = ""
) -> Worksheet:
    """A table of figures under its head; one line each."""
    sheet = book.add_worksheet(textwrap.shorten(NOT_IN_NAMES.sub(" ", name), NAME_LENGTH, placeholder="…"))
    _write_head(book, sheet, cover, subtitle)
    header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#EEF2F6"})
    styles = [_style(book, heading.kind) for heading in (first, *FIGURES)]
    rates = {
        places: book.add_format({"num_format": f'0.{"0" * places}"%"', "valign": "top"})
        for places in range(LEAST_DECIMALS, MOST_DECIMALS + 1)
    }
    widths = [heading.width for heading in (first, *FIGURES)]
    for column, heading in enumerate((first, *FIGURES)):
        sheet.set_column(column, column, heading.width, styles[column])
        sheet.write_string(HEAD_ROW, column, _(heading.label), header)
    _set_height(sheet, HEAD_ROW, {column: _(heading.label) for column, heading in enumerate((first, *FIGURES))}, widths)
    for place, (label, row) in enumerate(lines, HEAD_ROW + 1):
        _write_figures(sheet, place, row, [*styles[:RATE], rates[_count_decimals(row)], *styles[TARGET:]])
        texts = {NAME: label, **dict(enumerate(_tell(row), GAP + 1))}
        for column, text in texts.items():
            sheet.write_string(place, column, text, styles[column])
        _set_height(sheet, place, texts, widths)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    return sheet


def _set_height(sheet: Worksheet, place: int, texts: Mapping[int, str], widths: Sequence[int]) -> None:
    """Height of a row for the text that takes most lines; only some programs see to that when they open a workbook."""
    lines = max(len(textwrap.wrap(text, widths[column])) for column, text in texts.items())
    sheet.set_row(place, LINE_POINTS * max(1, lines))


def _style(book: Workbook, kind: str) -> Format:
    """Format of a column: long words on several lines."""
    return book.add_format({"num_format": NUMBER_FORMATS[kind], "valign": "top", "text_wrap": kind == "text"})


def _write_head(book: Workbook, sheet: Worksheet, cover: Cover, subtitle: str) -> None:
    sheet.write_string(0, 0, cover.title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, subtitle, book.add_format({"bold": True}))
    release = _("Release {release}", release=cover.release_id)
    told = [_("Figures as of {date}", date=format_date(cover.data_as_of)), cover.simulated, release]
    sheet.write_string(2, 0, " · ".join(part for part in told if part), book.add_format({"italic": True}))


def _write_figures(sheet: Worksheet, place: int, row: Row, styles: Sequence[Format]) -> None:
    """Counts (both or none, since the sums divide them), the rate over them, what the target asks and what is missing."""
    line = place + 1
    if row["unit"] != Unit.PERCENT:
        _write_plain(sheet, place, row, styles)
    elif row["value"] is not None:
        if row["numerator"] is not None and row["denominator"]:
            sheet.write_number(place, NUMERATOR, row["numerator"], styles[NUMERATOR])
            sheet.write_number(place, DENOMINATOR, row["denominator"], styles[DENOMINATOR])
            sheet.write_formula(place, RATE, f"=B{line}/C{line}*100", styles[RATE], row["value"])
        else:
            sheet.write_number(place, RATE, row["value"], styles[RATE])
        if row["status"] in COMPARED and row["target_value"] is not None:
            difference = row["value"] - row["target_value"]
            sheet.write_formula(place, DIFFERENCE, f"=D{line}-E{line}", styles[DIFFERENCE], difference)
    if row["unit"] == Unit.PERCENT and row["target_value"] is not None:
        sheet.write_number(place, TARGET, row["target_value"], styles[TARGET])
    if row["gap_count"] is not None:
        sheet.write_number(place, GAP, row["gap_count"], styles[GAP])


def _write_plain(sheet: Worksheet, place: int, row: Row, styles: Sequence[Format]) -> None:
    """A count among the counts; yes or no, and what else is no percentage, in words."""
    if row["unit"] == Unit.COUNT and row["value"] is not None:
        sheet.write_number(place, NUMERATOR, row["value"], styles[NUMERATOR])
    elif row["value"] is not None:
        sheet.write_string(place, RATE, format_value(row), styles[RATE])
    if row["target_value"] is not None:
        sheet.write_string(place, TARGET, format_target(row["target_value"], row["unit"]), styles[TARGET])


def _count_decimals(row: Row) -> int:
    """Decimals that keep a percentage on its own side of its target (METHODS 1), from two on."""
    exact = find_exact_value(row)
    if exact is None or row["unit"] != Unit.PERCENT or row["target_value"] is None:
        return LEAST_DECIMALS
    printed = choose_decimals(exact, to_fraction(row["target_value"]), direction=row["direction"] or 1)
    if printed.side is not None:
        return MOST_DECIMALS
    return min(MOST_DECIMALS, max(LEAST_DECIMALS, -int(printed.number.as_tuple().exponent)))


def _tell(row: Row) -> list[str]:
    """Verdict, qualifier of the source, base, period, day, completeness and nature in words."""
    is_unverified = row["target_value"] is not None and not row["is_verified"]
    verdict = _("Target not verified") if is_unverified else format_status(row["status"])
    if is_decided(row):
        verdict = _("{verdict} (by decision)", verdict=format_status(row["status"]))
    if row["value"] is None:
        return [verdict, "", "", "", "", "", ""]
    day = format_date(find_day(row))
    qualifier = QUALIFIER_WORDS[Qualifier(row["qualifier"] or Qualifier.EXACT)]
    return [
        verdict,
        _(qualifier) if qualifier else "",
        tell_base(row),
        format_period(row["period"]),
        f"{day} ({_('provisional')})" if is_provisional(row) else day,
        format_completeness(row),
        _("simulated") if row["is_simulated"] else _("real"),
    ]


def _write_sums(book: Workbook, sheet: Worksheet, lines: Sequence[tuple[str, Row]]) -> None:
    """The sum of the units that have counts, and the rate over it; it follows a filter."""
    counted = [row for _name, row in lines if row["numerator"] is not None and row["denominator"]]
    last = HEAD_ROW + len(lines) + 1
    sheet.autofilter(HEAD_ROW, 0, last - 1, len(FIGURES))
    if not counted or any(row["unit"] != Unit.PERCENT for row in counted):
        return
    bold = {"bold": True, "top": 1}
    text = book.add_format(bold)
    count, rate = (book.add_format({**bold, "num_format": NUMBER_FORMATS[kind]}) for kind in ("count", "rate"))
    sums = [sum(row[name] for row in counted) for name in ("numerator", "denominator")]
    sheet.write_string(last, NAME, _("Units with counts, as filtered"), text)
    for column, letter, value in ((NUMERATOR, "B", sums[0]), (DENOMINATOR, "C", sums[1])):
        sheet.write_formula(last, column, f"=SUBTOTAL(109,{letter}{HEAD_ROW + 2}:{letter}{last})", count, value)
    sheet.write_formula(last, RATE, f'=IF(C{last + 1}>0,B{last + 1}/C{last + 1}*100,"")', rate, 100 * sums[0] / sums[1])


def _write_sources(book: Workbook, content: Content, cover: Cover) -> None:
    """Every sheet of every file the numbers stand on."""
    sheet = book.add_worksheet(_("Sources"))
    _write_head(book, sheet, cover, _("Sources"))
    headings = (_("File"), _("Sheet"), _("SHA-256"), _("Loaded at"), _("Nature"))
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F6"})
    for column, (heading, width) in enumerate(zip(headings, (52, 26, 68, 20, 14), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, heading, bold)
    told = dict.fromkeys(tuple(_tell_source(row)) for row in content.sources)
    for place, texts in enumerate(told, HEAD_ROW + 1):
        for column, text in enumerate(texts):
            sheet.write_string(place, column, text)


def _tell_source(row: Row) -> Iterable[str]:
    for name in SOURCES:
        value = row[name]
        yield f"{value:%d/%m/%Y %H:%M}" if name == "loaded_at" and value else str(value or "")
    yield _("simulated") if row["is_simulated"] else _("real")
