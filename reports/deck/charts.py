"""Charts of PowerPoint itself: raw numbers in their data sheet, what is printed as labels, the colour of its status on each bar."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from reports.blocks import Bar, BarChart
from reports.deck.fitting import Text, measure_width, shorten_text
from reports.deck.sheet import ACCENT, INK, PAPER, QUIET, RULE, Box, Sheet, add_text, to_rgb
from reports.marks import Passage, add_mark
from reports.passages import LABEL
from wording.language import _
from wording.looks import find_look
from wording.phrases import Figure, compose, qualify, write

TITLE_HEIGHT, LABEL_SHARE = 24.0, 0.4
LARGEST_TYPE, LEAST_TYPE = 14.0, 9.0
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BEHIND_LABEL = f"<c:spPr {nsdecls('c', 'a')}><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></c:spPr>"


def draw_title(sheet: Sheet, box: Box, title: str) -> Box:
    """Title of a chart, map or table; gives the room left."""
    if not title:
        return box
    add_text(
        sheet,
        Box(box.left, box.top, box.width, TITLE_HEIGHT - 4),
        [Text((title,), 15, INK, is_bold=True)],
        _("heading"),
    )
    return Box(box.left, box.top + TITLE_HEIGHT, box.width, box.height - TITLE_HEIGHT)


def draw_bar_chart(sheet: Sheet, box: Box, block: BarChart) -> None:
    """Horizontal bars in the order given, with the target all of them share as a line."""
    is_simulated = all(bar.is_simulated for bar in block.bars)
    box = draw_title(sheet, box, f"{block.title} ({_('simulated')})" if is_simulated and block.title else block.title)
    size = max(LEAST_TYPE, min(LARGEST_TYPE, box.height / max(1, len(block.bars)) / 1.9))
    room = box.width * LABEL_SHARE
    labels = _tell_apart(
        [shorten_text(_name_bar(bar, is_said=is_simulated and bool(block.title)), size, room) for bar in block.bars]
    )
    room = max([measure_width(label, size) for label in labels], default=0) + 10
    head = 22.0 if block.target else 6.0
    longest = max([measure_width(_print_bar(bar), size) for bar in block.bars], default=0) + 12
    plot = Box(box.left + room, box.top + head, box.width - room - longest, box.height - head - 6)
    largest = max([bar.value or 0 for bar in block.bars] + ([block.target[0]] if block.target else []), default=0)
    full = 100.0 if block.is_percent and 50 < largest <= 100 else (largest * 1.02 or 1.0)

    data = CategoryChartData(number_format='0.00"%"' if block.is_percent else "#,##0")
    data.categories = labels
    data.add_series(block.title or _("Value"), [bar.value for bar in block.bars])
    if block.target:
        _draw_target(sheet, plot, full, block.target)
    frame = sheet.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emu, data)
    name = sheet.name(frame, _("chart"))
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.font.size, chart.font.color.rgb = Pt(size), to_rgb(INK)
    place_plot(chart, box, plot)
    across, down = chart.value_axis, chart.category_axis
    across.minimum_scale, across.maximum_scale, across.visible = 0, full, False
    across.has_major_gridlines = False
    down.reverse_order, down.has_major_gridlines = True, False
    down.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    down.format.line.color.rgb = to_rgb(RULE)
    chart.plots[0].gap_width = 45
    series = chart.plots[0].series[0]
    series.invert_if_negative = False
    for number, (bar, label) in enumerate(zip(block.bars, labels, strict=True)):
        point = series.points[number]
        _colour_bar(point, bar)
        if bar.value is not None:
            label_point(point, _print_bar(bar), XL_LABEL_POSITION.OUTSIDE_END)
            if bar.figure:
                keep_value(sheet, write_place(name, data[0].name, label), bar.figure, bar.value, _print_bar(bar))
    for number, bar in enumerate(block.bars):
        if bar.value is None:
            _write_missing(sheet, plot, number, len(block.bars), bar, size)


def _name_bar(bar: Bar, *, is_said: bool) -> str:
    """Name of a bar, with the word for simulated where the heading does not say it of all."""
    return f"{bar.label} ({_('simulated')})" if bar.is_simulated and not is_said else bar.label


def _print_bar(bar: Bar) -> str:
    """What stands at the end of a bar: its number, its status as sign and word."""
    sign = f"{find_look(bar.status).glyph} " if bar.status else ""
    figure = write(qualify(bar.qualifier, bar.figure)) if bar.figure else ""
    return " ".join(part for part in (figure, f"{sign}{bar.word}".strip()) if part)


def _tell_apart(labels: list[str]) -> list[str]:
    """Labels that differ, because a data sheet is read by them; shortened names may have become the same."""
    seen: dict[str, int] = {}
    told = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        told.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return told


def _colour_bar(point: Any, bar: Bar) -> None:
    point.format.fill.solid()
    point.format.fill.fore_color.rgb = to_rgb(find_look(bar.status).fill[0] if bar.status else ACCENT)


def label_point(point: Any, text: str, position: Any) -> None:
    """A label with what is printed, which a number format could not say: ``hơn 40%``, a status; it hides a line behind it."""
    frame = point.data_label.text_frame
    frame.text, frame.word_wrap = text, False
    point.data_label.position = position
    label = point.data_label._dLbl
    label.insert(list(label).index(label.find(f"{CHART}tx")) + 1, parse_xml(BEHIND_LABEL))


def keep_value(sheet: Sheet, place: str, figure: Figure, value: float, printed: str) -> None:
    """Remember a number of the data sheet, and its label where it has one, with its key."""
    sheet.chart_passages.append(Passage(place, (add_mark(sheet.marks, figure, value),)))
    if printed:
        before, after = printed.split(figure.text, 1)
        parts = (before, add_mark(sheet.marks, figure), after)
        sheet.chart_passages.append(Passage(f"{place}{LABEL}", tuple(part for part in parts if part)))


def _write_missing(sheet: Sheet, plot: Box, number: int, count: int, bar: Bar, size: float) -> None:
    """Words where a bar has no number: missing is never a bar of length 0."""
    height = plot.height / count
    look = find_look(bar.status) if bar.status else None
    words = _print_bar(bar)
    width = min(plot.width, measure_width(words, size) + 4)
    row = Box(plot.left + 6, plot.top + height * number + (height - size * 1.2) / 2, width, size * 1.2)
    text = Text((words,), size, look.ink[0] if look else QUIET, is_italic=True)
    shape = add_text(sheet, row, [text], _("missing"), least=8)
    shape.fill.solid()
    shape.fill.fore_color.rgb = to_rgb(PAPER)


def _draw_target(sheet: Sheet, plot: Box, full: float, target: tuple[float, Figure]) -> None:
    """The line of a target over the bars, with its number above it."""
    value, figure = target
    at = plot.left + plot.width * min(1.0, value / full)
    line = sheet.slide.shapes.add_connector(1, *(round(one * 12_700) for one in (at, plot.top - 3, at, plot.bottom)))
    line.line.color.rgb, line.line.width, line.line.dash_style = to_rgb(INK), Pt(1.75), MSO_LINE.DASH
    sheet.name(line, _("target line"))
    words = compose("target {value}", value=figure)
    width = measure_width(write(words), 12, True) + 8
    left = min(max(plot.left, at - width / 2), plot.right + 60 - width)
    add_text(sheet, Box(left, plot.top - 20, width, 16), [Text(words, 12, INK, is_bold=True)], _("target"))


def place_plot(chart: Any, box: Box, plot: Box) -> None:
    """Fix the inner room of a chart, so that what is drawn over it stays where it belongs."""
    shares = (
        ("x", (plot.left - box.left) / box.width),
        ("y", (plot.top - box.top) / box.height),
        ("w", plot.width / box.width),
        ("h", plot.height / box.height),
    )
    body = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares)
    area = chart._chartSpace.chart.plotArea
    for old in area.xpath("c:layout"):
        area.remove(old)
    area.insert(
        0,
        parse_xml(
            f"<c:layout {nsdecls('c')}><c:manualLayout><c:layoutTarget val='inner'/>"
            f"<c:xMode val='edge'/><c:yMode val='edge'/>{body}</c:manualLayout></c:layout>"
        ),
    )


def write_place(frame: str, series: str, category: str) -> str:
    """Where a number of a chart stands: as :func:`reports.passages.read_chart_passages` finds it again."""
    return f"{frame}¶{series}¶{category}"
