"""Charts and maps as pictures (SVG, PNG) that say inside what they show: title, base, date, completeness, source and release."""

from __future__ import annotations

import io
import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 11.0, 0.4, 0.4  # inches
TITLE_SIZE, TEXT_SIZE, LINE_HEIGHT = 15, 9, 0.19
TITLE_WRAP, TEXT_WRAP = 80, 165
BAR_HEIGHT, MAP_HEIGHT, LINE_CHART_HEIGHT = 0.24, 7.5, 4.6
DOTS = 200
MAP_ASPECT = 1.06  # a degree of longitude is shorter than one of latitude at 20° north


@dataclass(frozen=True)
class Frame:
    """What stands around a picture.

    Attributes
    ----------
    title : str
    notes : tuple of str
        Lines below it: base, date, completeness, whether simulated; source and release.
    paper, ink, quiet : str
        Colours of the ground, of words and of what stands back.
    """

    title: str
    notes: tuple[str, ...]
    paper: str
    ink: str
    quiet: str


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length in percent (null draws the text alone), what is printed at its end, and its colour."""

    label: str
    value: float | None
    text: str
    fill: str


@dataclass(frozen=True)
class Line:
    """One line through time: its name, its points (day, percent, text) and its colour; simulated ones are dashed."""

    label: str
    points: tuple[tuple[date, float, str], ...]
    fill: str
    is_dashed: bool


@dataclass(frozen=True)
class MapKey:
    """One class of a map: what the legend says, its colour, and the hatching of what is missing (null for values)."""

    label: str
    fill: str
    hatch: str | None = None


def draw_bars(frame: Frame, bars: Sequence[Bar], target: tuple[float, str] | None, suffix: str) -> bytes:
    """Bars in percent, in the order given, with the target as a line where all share one."""
    figure, axes = _open(frame, max(1.2, BAR_HEIGHT * (len(bars) + 1)), left=0.27)
    places, behind = range(len(bars)), {"facecolor": frame.paper, "edgecolor": "none", "pad": 0.6}
    axes.barh(places, [bar.value or 0 for bar in bars], color=[bar.fill for bar in bars], height=0.72)
    for place, bar in zip(places, bars, strict=True):
        axes.text(
            (bar.value or 0) + 0.6,
            place,
            bar.text,
            va="center",
            fontsize=TEXT_SIZE - 1,
            color=frame.ink,
            bbox=behind,
            zorder=3,
        )
    axes.set_yticks(places, [textwrap.shorten(bar.label, 44, placeholder="…") for bar in bars], fontsize=TEXT_SIZE - 1)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_xlim(0, max([100.0, *(bar.value for bar in bars if bar.value is not None)]) * 1.2)
    if target:
        axes.axvline(target[0], color=frame.ink, linewidth=1.2, linestyle=(0, (4, 2)))
        axes.text(target[0], -0.7, target[1], ha="center", va="bottom", fontsize=TEXT_SIZE - 1, color=frame.ink)
    _style_axes(axes, frame, "x")
    return _save(figure, suffix)


def draw_lines(
    frame: Frame, lines: Sequence[Line], targets: Sequence[tuple[date, float, str]], target_word: str, suffix: str
) -> bytes:
    """Values in percent over time, each line of its own colour, with the targets as diamonds on their days."""
    figure, axes = _open(frame, LINE_CHART_HEIGHT, left=0.06)
    for line in lines:
        days, values = [point[0] for point in line.points], [point[1] for point in line.points]
        style = (0, (4, 2)) if line.is_dashed else "-"
        axes.plot(days, values, color=line.fill, linestyle=style, marker="o", markersize=4, label=line.label)
        for day, value, text in line.points:
            _write_above(axes, frame, day, value, text)
    for place, (day, value, text) in enumerate(targets):
        label = "_" if place else target_word
        axes.plot([day], [value], marker="D", color=frame.ink, markersize=6, linestyle="none", label=label)
        _write_above(axes, frame, day, value, text)
    axes.set_ylim(0, 108)
    axes.margins(x=0.06)
    axes.legend(frameon=False, fontsize=TEXT_SIZE, labelcolor=frame.ink, loc="lower right")
    _style_axes(axes, frame, "y")
    return _save(figure, suffix)


def draw_areas(
    frame: Frame,
    geojson: bytes,
    keys: Sequence[MapKey],
    key_of: Mapping[str, int],
    words: Sequence[tuple[str, float, float]],
    suffix: str,
) -> bytes:
    """Areas in the colours of their classes with a legend that counts them.

    Parameters
    ----------
    geojson : bytes
        FeatureCollection whose ``feature.id`` is an ``area_id``.
    key_of : Mapping
        Place in ``keys`` of each area; areas without one are left out.
    words : sequence of (text, longitude, latitude)
        Names and signs on the map; it is drawn wide enough to hold them.
    """
    from matplotlib.collections import PathCollection
    from matplotlib.patches import Patch
    from matplotlib.patheffects import withStroke

    figure, axes = _open(frame, MAP_HEIGHT, left=0.02, right=0.66)
    features = [one for one in json.loads(geojson)["features"] if one["id"] in key_of and one["geometry"]]
    for place, key in enumerate(keys):
        paths = [build_path(one["geometry"]) for one in features if key_of[one["id"]] == place]
        edge = frame.quiet if key.hatch else frame.paper
        axes.add_collection(PathCollection(paths, facecolor=key.fill, edgecolor=edge, hatch=key.hatch, linewidth=0.4))
    for text, longitude, latitude in words:
        axes.update_datalim([(longitude, latitude)])
        halo = [withStroke(linewidth=2, foreground=frame.paper)]
        axes.text(longitude, latitude, text, ha="center", va="center", fontsize=6, color=frame.ink, path_effects=halo)
    axes.autoscale_view()
    axes.set_aspect(MAP_ASPECT)
    axes.set_axis_off()
    patches = [Patch(facecolor=key.fill, edgecolor=frame.quiet, hatch=key.hatch, label=key.label) for key in keys]
    figure.legend(
        handles=patches,
        loc="center left",
        bbox_to_anchor=(0.67, 0.5),
        frameon=False,
        fontsize=TEXT_SIZE,
        labelcolor=frame.ink,
    )
    return _save(figure, suffix)


def list_rings(geometry: Mapping[str, Any]) -> list[list[Sequence[float]]]:
    """Every ring of a polygon or of several."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def build_path(geometry: Mapping[str, Any]) -> Any:
    """A polygon with its holes as a path."""
    from matplotlib.path import Path

    return Path.make_compound_path(
        *(Path([tuple(spot[:2]) for spot in ring], closed=True) for ring in list_rings(geometry))
    )


def _open(frame: Frame, height: float, *, left: float, right: float = 0.97) -> tuple[Figure, Any]:
    """A figure with its title and notes, and room for the drawing below them."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams["svg.fonttype"] = "none"  # words stay words
    mpl.rcParams["svg.hashsalt"] = "dich-2030"
    title = textwrap.wrap(frame.title, TITLE_WRAP)
    notes = [line for note in frame.notes for line in textwrap.wrap(note, TEXT_WRAP, break_long_words=True)]
    head = 0.35 + 0.3 * len(title)
    foot = 0.35 + LINE_HEIGHT * len(notes)
    total = head + height + foot + 0.35
    figure = Figure(figsize=(WIDTH, total), facecolor=frame.paper)
    for number, line in enumerate(title):
        spot = 1 - (0.35 + 0.3 * number) / total
        figure.text(LEFT / WIDTH, spot, line, fontsize=TITLE_SIZE, fontweight="bold", color=frame.ink, va="center")
    for number, line in enumerate(notes):
        spot = (foot - 0.2 - LINE_HEIGHT * number) / total
        figure.text(LEFT / WIDTH, spot, line, fontsize=TEXT_SIZE - 1, color=frame.quiet, va="center")
    axes = figure.add_axes((left, (foot + 0.2) / total, right - left, height / total), facecolor=frame.paper)
    return figure, axes


def _write_above(axes: Any, frame: Frame, day: date, value: float, text: str) -> None:
    axes.annotate(
        text, (day, value), (0, 7), textcoords="offset points", ha="center", fontsize=TEXT_SIZE - 1, color=frame.ink
    )


def _style_axes(axes: Any, frame: Frame, values: str) -> None:
    for side in ("top", "right", "left" if values == "x" else "bottom"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(frame.quiet)
    axes.tick_params(colors=frame.ink, labelsize=TEXT_SIZE - 1, length=0)
    ruled = axes.xaxis if values == "x" else axes.yaxis
    ruled.set_major_formatter("{x:.0f}%")
    axes.grid(axis="x" if values == "x" else "y", color=frame.quiet, alpha=0.25, linewidth=0.6)
    axes.set_axisbelow(True)


def _save(figure: Figure, suffix: str) -> bytes:
    content = io.BytesIO()
    figure.savefig(
        content,
        format=suffix,
        dpi=DOTS,
        facecolor=figure.get_facecolor(),
        metadata={"Date": None} if suffix == "svg" else None,
    )
    return content.getvalue()
