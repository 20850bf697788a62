"""The sentence above a pivot and what it stands on: base, periods, completeness, nature, filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.pivot_choices import UNIT_LABELS
from ui.pivot_controls import name_indicators
from ui.pivot_grid import Grid, Line
from ui.pivot_words import Names, find_number, tell_nature, write_cell
from ui.state import PageContext
from warehouse.pivot import Axis, PivotTable, Value
from warehouse.pivot_filter import WHOLE
from wording.format import format_date, format_number, format_percent
from wording.language import _, ngettext

Row = Mapping[str, Any]


def tell_place(context: PageContext, grid: Grid) -> str:
    """Where and of what: place, indicators, units."""
    titles = name_indicators(context)
    named = [titles.get(code, code) for code in grid.spec.indicators]
    units = [_(UNIT_LABELS[unit.code]) for unit in grid.spec.units if unit.code in UNIT_LABELS]
    return " · ".join([context.area.name, *named, *units])


def tell_message(grid: Grid, names: Names) -> str:
    """The rate of all rows together in the column in focus, and the two ends; each where there is one."""
    focus, rows = grid.focus, grid.rows
    when = name_focus(grid, names)
    rated = [(rate, line) for line in rows if (rate := find_number(line.cells.get(focus), Value.RATE)) is not None]
    if not rated:
        return _("{when}: no row has a rate to show", when=when)
    low, high = min(rated, key=lambda pair: pair[0]), max(rated, key=lambda pair: pair[0])
    ends = {
        "high": tell_rate(high[1], focus),
        "high_name": high[1].full_name,
        "low": tell_rate(low[1], focus),
        "low_name": low[1].full_name,
    }
    total = grid.total.cells.get(focus)
    if len(rated) == 1:
        return _("{when}: {high_name} at {high}", when=when, **ends)
    if find_number(total, Value.RATE) is None:
        return _("{when}: from {low} ({low_name}) to {high} ({high_name})", when=when, **ends)
    return _(
        "{when}: {total} together, from {low} ({low_name}) to {high} ({high_name})",
        when=when,
        total=tell_rate(grid.total, focus),
        **ends,
    )


def name_focus(grid: Grid, names: Names) -> str:
    """What the column in focus is, with a capital, and the period where that is the only one."""
    period = names.tell(Axis.PERIOD, grid.spec.periods[0]) if len(grid.spec.periods) == 1 else ""
    name = grid.column_names.get(grid.focus) or ""
    word = ", ".join(dict.fromkeys(part for part in (name, period) if part)) or _("All periods")
    return word[:1].upper() + word[1:]


def tell_rate(line: Line, focus: str) -> str:
    """Rate of a line as the table writes it."""
    return write_cell(line.cells.get(focus), Value.RATE)


def tell_lead(grid: Grid) -> str:
    """What is to be known before the number is used: which rows stayed, and whether its sum mixes simulated and real figures."""
    total = grid.total.cells.get(grid.focus) or {"blank_reason": "no_data"}
    has_rate = total["blank_reason"] is None
    is_mixed = has_rate and 0 < total["simulated_count"] < total["value_count"]
    mixed = _("The rate of all together adds simulated and real figures.") if is_mixed else ""
    return " ".join(part for part in (tell_limits(grid), mixed) if part)


def tell_limits(grid: Grid) -> str:
    """Which rows stayed, and why the others did not; empty without a filter."""
    limits = grid.spec.filter
    if limits.is_open:
        return ""
    parts = []
    if limits.rate_from is not None:
        parts.append(_("rate from {number}", number=format_percent(limits.rate_from)))
    if limits.rate_to is not None:
        text = _("rate under {number}") if limits.rate_to < WHOLE else _("rate to {number}")
        parts.append(text.format(number=format_percent(limits.rate_to)))
    if limits.gap_under is not None:
        parts.append(_("short of the target by fewer than {count}", count=format_number(limits.gap_under)))
    if limits.spread_over is not None:
        parts.append(_("columns apart by more than {points} points", points=format_number(limits.spread_over)))
    count = len(grid.rows)
    told = {"count": format_number(count), "limits": "; ".join(parts)}
    return ngettext("{count} row remains: {limits}.", "{count} rows remain: {limits}.", count, **told)


def tell_source(context: PageContext, table: PivotTable, grid: Grid, names: Names) -> str:
    """Bases, completeness of the column in focus, nature, day."""
    bases = ", ".join(names.tell(Axis.BASIS, basis) for basis in grid.spec.bases)
    day = _("data as of {date}", date=format_date(context.release.info.data_as_of))
    parts = [_("Base: {base}", base=bases), tell_completeness(grid), tell_nature(table.cells), day]
    return " · ".join(part for part in parts if part)


def tell_completeness(grid: Grid) -> str:
    """How many units reported of all rows together, each counted once; where they have no such sum, the ends of the first axis of rows."""
    total = grid.total.cells.get(grid.focus)
    heads = [line for line in grid.lines if line.depth == len(grid.spec.rows) - 1 and line.axis is not Axis.AREA]
    rows = (
        [total]
        if find_number(total, Value.COMPLETENESS) is not None
        else [head.cells.get(grid.focus) for head in heads]
    )
    shares = {
        write_cell(row, Value.COMPLETENESS): share
        for row in rows
        if (share := find_number(row, Value.COMPLETENESS)) is not None
    }
    if not shares:
        return ""
    low, high = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
    if low == high:
        return _("{share} units reported", share=low)
    return _("from {low} to {high} units reported", low=low, high=high)
