"""The pivot as a table: heat, shapes of series, links to sort, pick, enter and trace; fifty lines a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

from ui.pivot_choices import ONLY_PICKED, ORDER, PAGE, PICKED, TRACED, Screen, shows_spread
from ui.pivot_grid import BY_NAME, BY_SPREAD, Grid, Line, Order
from ui.pivot_words import AXIS_WORDS, BLANK_SENTENCES, VALUE_WORDS, explain_cell, find_number, write_cell, write_points
from ui.state import View, write_query
from ui.theme import scale
from warehouse.model import Level
from warehouse.pivot import MEANINGLESS, Axis, Blank, Value
from wording.format import format_number
from wording.language import _, ngettext
from wording.looks import choose_words

Row = Mapping[str, Any]
PAGE_LINES = 50
HEATED = (Value.RATE,)
FEWEST_HEATED, FEWEST_POINTS = 3, 3
ENTERED = (Level.NATION, Level.PROVINCE, Level.DISTRICT)


def write_pivot(grid: Grid, screen: Screen, view: View) -> str:
    """The table of one page, its caption, what its blanks mean, and the way to the other pages."""
    page, pages = find_page(grid, screen)
    shown = grid.lines[(page - 1) * PAGE_LINES : page * PAGE_LINES]
    heat = find_heat(grid)
    body = "".join(write_line(grid, line, view, heat) for line in (*([grid.total] if grid.total.cells else []), *shown))
    label = escape(_("Table of the answer; headings sort it, a number opens where it comes from"), quote=True)
    table = f"<table aria-label='{label}'>{write_head(grid)}<tbody>{body}</tbody></table>"
    return (
        f"{write_picks(grid, screen)}<div class='d-pivot' tabindex='0' role='region' aria-label='{label}'>{table}</div>"
        f"{write_pages(grid, page, pages)}{write_footnotes(grid)}"
    )


def find_page(grid: Grid, screen: Screen) -> tuple[int, int]:
    """Page asked for and how many there are."""
    pages = max(1, -(-len(grid.lines) // PAGE_LINES))
    asked = screen.read(PAGE)
    return min(max(1, int(asked) if asked.isdigit() else 1), pages), pages


def find_heat(grid: Grid) -> list[float]:
    """Limits between the classes of colour: fifths of the rates of all lines; none where there are too few."""
    rates = sorted(
        rate
        for line in grid.rows
        for code in grid.columns
        if (rate := find_number(line.cells.get(code), Value.RATE)) is not None
    )
    count = len(scale("low_to_high"))
    if len(rates) < FEWEST_HEATED or rates[0] == rates[-1]:
        return []
    return [rates[len(rates) * step // count] for step in range(1, count)]


def write_head(grid: Grid) -> str:
    """Headings: columns, under each its values where there are several; every one sorts."""
    values, columns = grid.spec.values, grid.columns
    name = " · ".join(_(AXIS_WORDS[axis]) for axis in grid.spec.rows)
    is_deep = len(values) > 1 and columns != ("",)
    apart, over_time = write_sort(grid, BY_SPREAD, Value.RATE, _("Spread, points")), escape(_("Over time"))
    spread = [f"<th scope='col' class='number'{rowspan(is_deep)}>{apart}</th>"]
    shape = [f"<th scope='col'{rowspan(is_deep)}>{over_time}</th>"] if has_course(grid) else []
    more = [*(spread if shows_spread(grid.spec, columns) else []), *shape]
    first = f"<th scope='col'{rowspan(is_deep)}>{write_sort(grid, BY_NAME, Value.RATE, name)}</th>"
    if not is_deep:
        heads = [
            (
                code,
                value,
                grid.column_names[code]
                if code or (len(values) == 1 and grid.column_names[code])
                else _(VALUE_WORDS[value]),
            )
            for code in columns
            for value in values
        ]
        cells = "".join(
            f"<th scope='col' class='number'>{write_sort(grid, code, value, word)}</th>" for code, value, word in heads
        )
        return f"<thead><tr>{first}{cells}{''.join(more)}</tr></thead>"
    top = "".join(
        f"<th scope='colgroup' colspan='{len(values)}' class='over'>{escape(grid.column_names[code])}</th>"
        for code in columns
    )
    below = "".join(
        f"<th scope='col' class='number'>{write_sort(grid, code, value, _(VALUE_WORDS[value]))}</th>"
        for code in columns
        for value in values
    )
    return f"<thead><tr>{first}{top}{''.join(more)}</tr><tr>{below}</tr></thead>"


def rowspan(is_deep: bool) -> str:
    """Attribute of a heading beside two rows of headings."""
    return " rowspan='2'" if is_deep else ""


def write_sort(grid: Grid, column: str, value: Value, word: str) -> str:
    """A heading that sorts by its column, and the other way round when it does so already."""
    own = grid.order.column == column and (column in (BY_NAME, BY_SPREAD) or grid.order.value == value)
    is_up = not grid.order.is_up if own else column == BY_NAME
    sign = ("▲" if grid.order.is_up else "▼") if own else ""
    sorted_word = escape(_("Sort by {name}", name=word), quote=True)
    order = Order(column, value, is_up).code
    return f"<a {link(**{ORDER: order, PAGE: ''})} title='{sorted_word}'>{escape(word)}<i aria-hidden='true'>{sign}</i></a>"


def link(**changes: str) -> str:
    """Attributes of a link that changes a few parameters of the address in place."""
    return f"href='?{escape(urlencode(changes), quote=True)}' target='_self' data-in-place-choice"


def write_line(grid: Grid, line: Line, view: View, heat: Sequence[float]) -> str:
    """One line of the table."""
    cells = "".join(
        write_number(grid, line, line.cells.get(code), value, heat)
        for code in grid.columns
        for value in grid.spec.values
    )
    if shows_spread(grid.spec, grid.columns):
        cells += f"<td class='number'>{write_points(line.measure_spread(grid.columns)).lstrip('+')}</td>"
    if has_course(grid):
        cells += f"<td>{write_course(grid, line)}</td>"
    css = " ".join(
        name
        for name, holds in (("total", line.depth == 2), ("head", line.depth == 1), ("picked", line.code in grid.picked))
        if holds
    )
    return f"<tr class='{css}'><th scope='row'>{write_name(grid, line, view)}</th>{cells}</tr>"


def write_name(grid: Grid, line: Line, view: View) -> str:
    """Name of a line, with the mark that picks it and the way into its area."""
    if line.depth == 2:
        count = len(grid.rows)
        return escape(ngettext("{count} row alone", "All {count} rows together", count, count=format_number(count)))
    if line.depth == 1:
        return escape(line.name)
    is_picked = line.code in grid.picked
    codes = grid.picked ^ {line.code}
    word = _("Let {name} go", name=line.full_name) if is_picked else _("Pick {name}", name=line.full_name)
    sign = "☑" if is_picked else "☐"
    mark = f"<a class='pick' {link(**{PICKED: ','.join(sorted(codes)), PAGE: ''})} aria-label='{escape(word, quote=True)}'>{sign}</a>"
    return mark + write_way(grid, line, view)


def write_way(grid: Grid, line: Line, view: View) -> str:
    """Name of a row; of an area a link to its own units, or to the page of its indicator where it has none."""
    if line.axis not in (Axis.AREA, Axis.PARENT) or not line.own_code:
        return f"<span>{escape(line.name)}</span>"
    query = escape(urlencode(write_query(view, area_id=line.own_code)), quote=True)
    is_entered = line.axis is Axis.PARENT or any(unit.level in ENTERED for unit in grid.spec.units)
    if is_entered:
        return f"<a href='?{query}' target='_self' data-in-place>{escape(line.name)}</a>"
    return f"<a href='chi-tieu?{query}' target='_self'>{escape(line.name)}</a>"


def write_number(grid: Grid, line: Line, row: Row | None, value: Value, heat: Sequence[float]) -> str:
    """One cell: its text, its colour, what its sum leaves out, and the link to where it comes from."""
    text, remark = escape(write_cell(row, value)), escape(explain_cell(row, value), quote=True)
    text += write_nature(grid, row)
    number = find_number(row, value)
    title = f" title='{remark}'" if remark else ""
    if row is None or number is None:
        return f"<td class='number blank'{title}>{text}</td>"
    if line.depth == 0 and row["cell_count"] == 1 and value is not Value.COMPLETENESS:
        text = f"<a {link(**{TRACED: write_trace(row)})}>{text}</a>"
    return f"<td class='number'{write_heat(number, value, line, heat)}{title}>{text}</td>"


def write_nature(grid: Grid, row: Row | None) -> str:
    """Word beside a number that is simulated, or partly so, in a table that holds real ones too."""
    if row is None or not row["simulated_count"] or not grid.is_mixed:
        return ""
    word = _("simulated") if row["simulated_count"] == row["value_count"] else _("mixed")
    return f"<sup>{escape(word)}</sup>"


def write_trace(row: Row) -> str:
    """The key of one number in the address."""
    keys = ("area_id", "indicator_id", "period", "basis", "territory", "group_id")
    return "~".join(row[name] or "" for name in keys)


def write_heat(number: float, value: Value, line: Line, heat: Sequence[float]) -> str:
    """Colour of a rate among all rates, with words that stand out from it."""
    if value not in HEATED or line.depth or not heat:
        return ""
    fill = scale("low_to_high")[sum(number >= limit for limit in heat)]
    return f" style='background:{fill};color:{choose_words(fill)}'"


def has_course(grid: Grid) -> bool:
    """Whether the columns are periods enough to show how a rate went."""
    return grid.spec.columns == (Axis.PERIOD,) and len(grid.columns) >= FEWEST_POINTS


def write_course(grid: Grid, line: Line) -> str:
    """The rates of a line as small bars from nought, one a period; a missing one leaves its place empty."""
    rates = [find_number(line.cells.get(code), Value.RATE) for code in grid.columns]
    known = [rate for rate in rates if rate is not None]
    if not known:
        return ""
    highest = max(known) or 1
    bars = "".join(
        "<i></i>" if rate is None else f"<i style='height:{100 * rate / highest:.0f}%'></i>" for rate in rates
    )
    told = "; ".join(
        f"{grid.column_names[code]}: {write_cell(line.cells.get(code), Value.RATE)}" for code in grid.columns
    )
    return f"<span class='d-run' role='img' aria-label='{escape(told, quote=True)}' title='{escape(told, quote=True)}'>{bars}</span>"


def write_picks(grid: Grid, screen: Screen) -> str:
    """How many rows are picked, with the ways to keep only them and to let them go."""
    if not grid.picked:
        return ""
    picked = len(grid.picked)
    count = ngettext("{count} row picked", "{count} rows picked", picked, count=format_number(picked))
    is_only, let_go = bool(screen.read(ONLY_PICKED)), _("Let all go")
    only = _("Show all rows") if is_only else _("Show only these")
    return (
        f"<p class='d-picks'><b>{escape(count)}</b> <a {link(**{ONLY_PICKED: '' if is_only else '1', PAGE: ''})}>{escape(only)}</a> "
        f"<a {link(**{PICKED: '', ONLY_PICKED: ''})}>{escape(let_go)}</a></p>"
    )


def write_pages(grid: Grid, page: int, pages: int) -> str:
    """The way to the other pages of a long table."""
    if pages == 1:
        return ""
    near = sorted({1, *range(max(1, page - 2), min(pages, page + 2) + 1), pages})
    links = "".join(
        f"<b aria-current='page'>{number}</b>" if number == page else f"<a {link(**{PAGE: str(number)})}>{number}</a>"
        for number in near
    )
    word = _("Pages")
    told = _("{count} rows, {lines} a page", count=format_number(len(grid.lines)), lines=PAGE_LINES)
    return f"<nav class='d-pages' aria-label='{escape(word, quote=True)}'><span>{escape(told)}</span>{links}</nav>"


def write_footnotes(grid: Grid) -> str:
    """Why totals are blank, and what the words in cells mean, each once."""
    lines = (grid.total, *grid.lines)
    reasons = {row["blank_reason"] for line in lines for row in line.cells.values() if row["blank_reason"]}
    totals = [_(BLANK_SENTENCES[blank]) for blank in MEANINGLESS if blank in reasons]
    hidden = [_(BLANK_SENTENCES[Blank.HIDDEN])] if Blank.HIDDEN in reasons else []
    kept = _(
        "Totals are recomputed from the counts of the rows shown here; they are not the published figure of the place."
    )
    return "".join(f"<p class='d-note'>{escape(text)}</p>" for text in (kept, *totals, *hidden))
