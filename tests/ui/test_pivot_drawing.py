"""Drawings and sentences of free analysis, on a table made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast
from urllib.parse import unquote

import pytest

from ui.pivot_chart import write_spread
from ui.pivot_choices import Screen
from ui.pivot_grid import Grid, Line, Order
from ui.pivot_plot import find_outliers, write_lines, write_scatter
from ui.pivot_story import tell_limits, tell_message
from ui.pivot_table import write_course, write_name, write_number, write_picks
from ui.pivot_words import Names, explain_cell
from warehouse.model import Basis
from warehouse.pivot import Axis, PivotSpec, Units, Value
from warehouse.pivot_filter import RowFilter
from wording.format import format_percent
from wording.language import use_language

PERIODS = ("2021", "2022", "2024", "2025-H1", "2025")


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Vietnamese unless a test says otherwise, and after it."""
    use_language("vi")
    yield
    use_language("vi")


def make_cell(rate: float | None, **more: Any) -> dict[str, Any]:
    """One number of the table, blank where there is no rate."""
    return {
        "value": rate, "blank_reason": "no_data" if rate is None else None, "simulated_count": 0, "value_count": 1, "estimated_count": 0,
        "qualifier": "exact", "target_value": None, "direction": 1, "basis": "total",
        "cell_count": 2, "counted_count": 2, "hidden_count": 0,
        "numerator": None, "denominator": None, **more,
    }  # fmt: skip


def make_grid(rows: dict[str, list[dict[str, Any]]], periods: tuple[str, ...] = PERIODS) -> Grid:
    """A table of areas over periods."""
    spec = PivotSpec("VN", (Units.parse("ward.2025-07.current"),), ("one",), periods, bases=(Basis.TOTAL,))
    lines = tuple(
        Line(name, name, name, 0, dict(zip(periods, cells, strict=True)), Axis.AREA) for name, cells in rows.items()
    )
    total = Line("", "", "", 2, {})
    return Grid(
        spec, periods, {code: code for code in periods}, lines, total, Order(periods[-1], Value.RATE), frozenset()
    )


def read_drawing(html: str) -> str:
    """The SVG of an image."""
    return unquote(re.findall(r"src='data:image/svg[+]xml,([^']*)'", html)[0])


def test_no_line_crosses_a_missing_period_and_time_runs_evenly() -> None:
    rates = [10.0, 20.0, None, 30.0, 40.0]
    drawing = read_drawing(write_lines(make_grid({"Ba Đình": [make_cell(rate) for rate in rates]})))
    [path] = re.findall(r"<path d='([^']*)'", drawing)
    steps = re.findall(r"([ML])([\d.]+),[\d.]+", path)
    assert [sign for sign, _x in steps] == ["M", "L", "M", "L"]
    first, second, fourth, fifth = (float(x) for _sign, x in steps)
    year = second - first
    assert (fourth - first, fifth - first) == (pytest.approx(3.5 * year, abs=0.3), pytest.approx(4 * year, abs=0.3))


def test_a_rate_is_written_the_same_everywhere_where_less_is_better() -> None:
    cells = [make_cell(5.001 + place, target_value=5.0, direction=-1) for place in range(3)]
    text = format_percent(5.001, 5.0, direction=-1)
    assert text != format_percent(5.001, 5.0)
    grid = make_grid({f"Xã {place}": [cell, cell] for place, cell in enumerate(cells)}, PERIODS[:2])
    words = (
        write_number(grid, grid.lines[0], cells[0], Value.RATE, []),
        write_course(grid, grid.lines[0]),
        write_scatter(grid),
        tell_message(grid, Names({})),
    )
    assert all(text in word for word in words)


def test_the_row_off_the_common_line_is_named_first() -> None:
    lines = [Line(str(place), str(place), str(place), 0, {}) for place in range(6)]
    points = [(10.0 * place, 5.0 + 7 * place, line) for place, line in enumerate(lines)]
    points[3] = (30.0, 60.0, lines[3])
    assert find_outliers(points)[0] is lines[3]
    upright = [(10.0, float(y), line) for y, line in zip((1, 2, 3, 4, 5, 99), lines, strict=True)]
    assert find_outliers(upright)[0] is lines[5]


def test_one_row_is_told_in_the_singular() -> None:
    use_language("en")
    cell = make_cell(30.0, change=1.0, period_before="2020", same_count=1, counted_count=1, value_count=2)
    one, two = (make_grid({f"Ward {place}": [cell] for place in range(count)}, ("2021",)) for count in (1, 2))
    words = []
    for grid in (one, two):
        kept = replace(
            grid,
            spec=replace(grid.spec, filter=RowFilter(rate_from=10)),
            picked=frozenset(line.code for line in grid.lines),
        )
        told = (
            write_picks(kept, Screen({}, "")),
            tell_limits(kept),
            write_spread(kept),
            write_name(kept, kept.total, cast("Any", None)),
        )
        words.append(re.findall(r"\d rows?\b", "\n".join(told)))
    assert (set(words[0]), set(words[1])) == ({"1 row"}, {"2 rows"})
    assert len(words[0]) == len(words[1]) >= 6
    assert (
        explain_cell(cell, Value.CHANGE)
        == "taken from the counts of 1 cell; 1 without counts left out; against 2020, over the 1 unit with both"
    )
