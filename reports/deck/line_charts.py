"""Charts over time of PowerPoint itself: a time axis, targets as diamonds on their days, simulated series dashed."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from reports.blocks import Line, LineChart, Point
from reports.deck.charts import CHART, draw_title, keep_value, label_point, place_plot, write_place
from reports.deck.fitting import measure_width
from reports.deck.sheet import ACCENT, INK, QUIET, RULE, Box, Sheet, to_rgb
from wording.language import _
from wording.looks import COLOURS

LINE_COLOURS = (ACCENT, COLOURS["other-basis"][0], COLOURS["reached"][0], COLOURS["accent-simulated"][0], QUIET)
FLAT = 130.0  # points of height below which percentages stand at few marks only
YEAR_WIDTH = 58.0  # points a day of the time axis takes


def draw_line_chart(sheet: Sheet, box: Box, block: LineChart) -> None:
    """Series on a time axis; targets as diamonds on the days they fall due, simulated series dashed."""
    box = draw_title(sheet, box, block.title)
    days = sorted({point.day for line in block.lines for point in line.points} | {point.day for point in block.targets})
    data = CategoryChartData(number_format='0.00"%"')
    data.categories = days
    for line in block.lines:
        values = {point.day: point.value for point in line.points}
        data.add_series(_name_line(line), [values.get(day) for day in days])
    if block.targets:
        values = {point.day: point.value for point in block.targets}
        data.add_series(_("Targets"), [values.get(day) for day in days])
    frame = sheet.slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box.emu, data)
    name = sheet.name(frame, _("chart"))
    chart = frame.chart
    chart.has_title, chart.has_legend, chart.legend.include_in_layout = False, True, False
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.font.size, chart.font.color.rgb = Pt(12), to_rgb(INK)
    plot = Box(box.left + 48, box.top + 14, box.width - 48 - 56, box.height - 14 - 62)
    _style_axes(chart, block, days, plot)
    place_plot(chart, box, plot)
    ends = [line.points[-1].value if line.points else 0 for line in block.lines]
    highest = ends.index(max(ends))
    for number, line in enumerate(block.lines):
        series = chart.plots[0].series[number]
        _style_line(series, to_rgb(LINE_COLOURS[number % len(LINE_COLOURS)]), is_dashed=line.is_simulated)
        labelled = line.points if len(block.lines) == 1 and _stand_apart(line, days, plot.width) else line.points[-1:]
        for point in line.points:
            is_labelled = point in labelled
            if is_labelled:
                is_free = number == highest and not _is_below_target(block, point)
                side = XL_LABEL_POSITION.ABOVE if is_free else XL_LABEL_POSITION.BELOW
                label_point(series.points[days.index(point.day)], point.figure.text, side)
            place = write_place(name, data[number].name, point.day.isoformat())
            keep_value(sheet, place, point.figure, point.value, point.figure.text if is_labelled else "")
    if block.targets:
        series = chart.plots[0].series[len(block.lines)]
        _style_targets(series)
        for point in block.targets:
            label_point(series.points[days.index(point.day)], point.figure.text, XL_LABEL_POSITION.RIGHT)
            place = write_place(name, _("Targets"), point.day.isoformat())
            keep_value(sheet, place, point.figure, point.value, point.figure.text)


def _is_below_target(block: LineChart, point: Point) -> bool:
    """Whether the target of its day stands above a point."""
    return any(target.day == point.day and target.value > point.value for target in block.targets)


def _stand_apart(line: Line, days: list[date], width: float) -> bool:
    """Whether the labels of a series have room beside each other."""
    whole = (days[-1] - days[0]).days or 1
    gaps = [(after.day - before.day).days * width / whole for before, after in pairwise(line.points)]
    return min(gaps, default=width) >= max((measure_width(point.figure.text, 12) for point in line.points), default=0)


def _style_targets(series: Any) -> None:
    """Diamonds without a line between them."""
    series.format.line.fill.background()
    series.smooth = False
    series.marker.style, series.marker.size = XL_MARKER_STYLE.DIAMOND, 11
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = to_rgb(INK)
    series.marker.format.line.color.rgb = to_rgb(INK)


def _name_line(line: Line) -> str:
    return f"{line.label} ({_('simulated')})" if line.is_simulated else line.label


def _style_line(series: Any, colour: RGBColor, *, is_dashed: bool) -> None:
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour, Pt(2.5)
    if is_dashed:
        series.format.line.dash_style = MSO_LINE.DASH
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour


def _style_axes(chart: Any, block: LineChart, days: list[date], plot: Box) -> None:
    """Percent from 0 to above the highest label; years along the time axis; gaps bridged, not drawn as 0."""
    highest = max([point.value for line in block.lines for point in line.points] + [t.value for t in block.targets])
    up, along = chart.value_axis, chart.category_axis
    up.minimum_scale = 0
    up.maximum_scale = next((step for step in (20, 40, 60, 80, 110) if step >= highest * 1.1), highest * 1.1)
    up.major_unit = (up.maximum_scale // 20) * 10 if plot.height < FLAT or up.maximum_scale <= 40 else 20
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = '0"%"', False
    up.major_gridlines.format.line.color.rgb = to_rgb(RULE)
    up.format.line.fill.background()
    along.tick_labels.number_format, along.tick_labels.number_format_is_linked = "mm/yyyy", False
    along.format.line.color.rgb = to_rgb(QUIET)
    along.major_tick_mark = XL_TICK_MARK.OUTSIDE
    _step_by_years(
        along._element, max(1, math.ceil((days[-1].year - days[0].year) / max(2, int(plot.width / YEAR_WIDTH))))
    )
    span = chart._chartSpace.chart.xpath("c:dispBlanksAs")
    for old in span:
        old.set("val", "span")


def _step_by_years(axis: Any, years: int) -> None:
    """Marks of a time axis every so many years, from the first day on."""
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"):
        for old in axis.findall(f"{CHART}{name}"):
            axis.remove(old)
    for name, value in (("baseTimeUnit", "months"), ("majorUnit", years), ("majorTimeUnit", "years")):
        axis.append(parse_xml(f"<c:{name} {nsdecls('c')} val='{value}'/>"))
