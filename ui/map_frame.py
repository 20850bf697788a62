"""What frames a map: its height, its legend and its buttons."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from ui.layer_extent import MapFrame
from ui.map_classes import Colouring, MapClass
from ui.map_estimates import WEAKEST_SHARE
from ui.theme import scale
from wording.format import format_number
from wording.language import _

CONTROLS_FILE = Path(__file__).parent / "map_controls.js"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ZOOM_STEP = 0.8
FRAMES = "[class*='st-key-map_frame']"
ESTIMATE_STRIPES = "repeating-linear-gradient(-45deg,var(--paper) 0 2px,transparent 2px 6px)"


def write_frame_style(frame: MapFrame, columns: int = 1) -> str:
    """CSS height of the map: what the window leaves, but no more than lets the whole layer fit the width, shared by ``columns`` maps."""
    wide, narrow = (f"calc({width} / {frame.aspect:.3f})" for width in (f"{60 / columns:g}vw", "(100vw - 2rem)"))
    lowest, above = (24, 24.5) if columns == 1 else (20, 28.5)
    return (
        f"<style>{FRAMES} {{ height: min(max({lowest}rem, 100vh - {above}rem), {wide}); }}"
        f"@media (max-width: 640px) {{ {FRAMES} {{ height: auto; }}"
        f"{FRAMES} > [class*='st-key-map_chart'] {{ height: min(80vh, {narrow}); flex: none; }} }}</style>"
    )


def write_map_controls() -> str:
    """Buttons that zoom the map."""
    buttons = ((ZOOM_STEP, _("Zoom in"), "+"), (-ZOOM_STEP, _("Zoom out"), "−"), (0, _("Show the whole map"), "⤢"))
    items = "".join(
        f"<button type='button' data-map-step='{step}' title='{escape(word)}' aria-label='{escape(word)}'>{sign}</button>"
        for step, word, sign in buttons
    )
    help_text = escape(_("Use two fingers to move the map"))
    return f"<div class='d-map-controls' data-map-help='{help_text}'>{items}</div>"


@cache
def read_map_script() -> str:
    """The script of the map, without its comments and indents: it comes with every answer of the server."""
    text = COMMENT.sub("", CONTROLS_FILE.read_text(encoding="utf-8"))
    lines = (line.strip() for line in text.splitlines())
    return f"<script>{chr(10).join(line for line in lines if line)}</script>"


def write_map_legend(colouring: Colouring, target: str = "", hollow_count: int = 0, *, is_row: bool = False) -> str:
    """Legend beside the map: every class with its colour, pattern or glyph and its number of areas; the target between its two sides.

    ``hollow_count`` areas are drawn hollow, in whatever colour, because much of their value is estimated. In a row it stands above a map.
    """
    items = []
    previous: MapClass | None = None
    for one in colouring.classes:
        items += [write_legend_target(previous, one, target), write_legend_item(one, format_number(one.count))]
        previous = one
    hollow = write_hollow_item(format_number(hollow_count) if hollow_count else "")
    css_class = "d-legend d-legend-row" if is_row else "d-legend"
    return f"<ul class='{css_class}'>{''.join(items)}{hollow}</ul>"


def write_pair_legend(
    earlier: Colouring, later: Colouring, target: str = "", hollow_counts: tuple[int, int] = (0, 0)
) -> str:
    """Legend above two maps: every class with its number of areas before and after."""
    items = []
    previous: MapClass | None = None
    for first, second in zip(earlier.classes, later.classes, strict=True):
        items += [
            write_legend_target(previous, first, target),
            write_legend_item(first, write_step(first.count, second.count)),
        ]
        previous = first
    hollow = write_hollow_item(write_step(*hollow_counts) if any(hollow_counts) else "")
    return f"<ul class='d-legend d-legend-row'>{''.join(items)}{hollow}</ul>"


def write_step(before: int, after: int) -> str:
    """Two counts, one after the other."""
    return f"{format_number(before)} → {format_number(after)}"


def write_legend_target(previous: MapClass | None, one: MapClass, target: str) -> str:
    """The target, where one class lies on the other side of it than the class before."""
    if not target or previous is None:
        return ""
    is_between = None not in (previous.reaches, one.reaches) and previous.reaches != one.reaches
    return f"<li class='target'><span>{escape(target)}</span></li>" if is_between else ""


def write_legend_item(one: MapClass, count: str) -> str:
    """One line of the legend."""
    sign = f"<b aria-hidden='true'>{one.glyph}</b>" if one.glyph else ""
    return f"<li><i style='background:{one.css_fill}'>{sign}</i><span>{escape(one.label)}</span><em>{count}</em></li>"


def write_hollow_item(count: str) -> str:
    """The line of the legend for weak estimates; nothing where there are none."""
    if not count:
        return ""
    words = escape(_("estimated over {share}%", share=format_number(WEAKEST_SHARE)))
    fill = f"{ESTIMATE_STRIPES},{scale('near_to_far_reached')[1]}"
    return f"<li class='hollow'><i style='background:{fill}'></i><span>{words}</span><em>{count}</em></li>"
