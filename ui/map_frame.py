"""What frames a map: its height, its legend and its buttons."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from ui.format import format_number
from ui.language import _
from ui.layer_extent import MapFrame
from ui.map_classes import Colouring, MapClass

CONTROLS_FILE = Path(__file__).parent / "map_controls.js"
ZOOM_STEP = 0.8


def write_frame_style(frame: MapFrame) -> str:
    """CSS height of the map: what the window leaves, but no more than lets the whole layer fit the width."""
    wide, narrow = (f"calc({width} / {frame.aspect:.3f})" for width in ("60vw", "(100vw - 2rem)"))
    return (
        f"<style>.st-key-map_frame {{ height: min(max(25rem, 100vh - 20rem), {wide}); }}"
        f"@media (max-width: 640px) {{ .st-key-map_frame {{ height: auto; }}"
        f".st-key-map_frame > .st-key-map_chart {{ height: min(80vh, {narrow}); flex: none; }} }}</style>"
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
    """The script behind the buttons; with it, two fingers move the map on a phone and one scrolls the page."""
    return f"<script>{CONTROLS_FILE.read_text(encoding='utf-8')}</script>"


def write_map_legend(colouring: Colouring, target: str = "") -> str:
    """Legend beside the map: every class with its colour, pattern or glyph and its number of areas; the target between its two sides."""
    items = []
    previous: MapClass | None = None
    for one in colouring.classes:
        if (
            target
            and previous is not None
            and None not in (previous.reaches, one.reaches)
            and previous.reaches != one.reaches
        ):
            items.append(f"<li class='target'><span>{escape(target)}</span></li>")
        items.append(write_legend_item(one))
        previous = one
    return f"<ul class='d-legend'>{''.join(items)}</ul>"


def write_legend_item(one: MapClass) -> str:
    """One line of the legend."""
    sign = f"<b aria-hidden='true'>{one.glyph}</b>" if one.glyph else ""
    return f"<li><i style='background:{one.css_fill}'>{sign}</i><span>{escape(one.label)}</span><em>{format_number(one.count)}</em></li>"
