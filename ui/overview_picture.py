"""A picture of areas by status as SVG: one group of outlines for each status, in its colour or its pattern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.area_paths import HATCHES, fit_plane, write_path
from reports.layer_extent import find_outlying, measure_shapes
from reports.plane import ARCHIPELAGOS, Plane
from ui.theme import var
from ui.theme_css import PAPER, QUIET_INK, write_colours
from warehouse.model import Status
from wording.looks import LOOKS, find_look

SIDE, INSET_SIDE = 1000, 170


def write_svg(shapes: Mapping[str, Any], statuses: Mapping[str, str], *, is_national: bool) -> str:
    """The picture: one group of outlines for each status; far-off units in a corner of their own.

    Parameters
    ----------
    shapes : Mapping
        GeoJSON whose ``feature.id`` is an area_id.
    statuses : Mapping
        Status by area_id; other features are not drawn.
    """
    drawn = {one["id"]: one["geometry"] for one in shapes["features"] if one["id"] in statuses}
    if not drawn:
        return ""
    extent = measure_shapes(shapes)
    boxes, outlying = extent.boxes, frozenset() if is_national else find_outlying(extent, drawn)
    plane, width, height = fit_plane([boxes[name] for name in drawn if name not in outlying], SIDE)
    corner, inset_width, inset_height = fit_plane([boxes[name] for name in outlying], INSET_SIDE, width, height)
    groups: dict[str, list[str]] = {}
    for name, geometry in drawn.items():
        path = write_path(geometry, corner if name in outlying else plane)
        groups.setdefault(statuses[name], []).append(path)
    hatches = "".join(write_hatch(status) for status in groups if LOOKS[Status(status)].pattern in HATCHES)
    body = "".join(write_group(status, paths) for status, paths in groups.items())
    frame = write_inset_frame(width, height, inset_width, inset_height) if outlying else ""
    names = write_archipelagos(plane) if is_national else ""
    drawing = f"<defs>{hatches}</defs><g stroke-width='1.6' stroke-linejoin='round'>{body}</g>{frame}{names}"
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>{write_colours(drawing)}{drawing}</svg>"


def write_group(status: str, paths: Sequence[str]) -> str:
    """Outlines of one status: in its colour, or in its own pattern for what is missing."""
    is_hatched = find_look(status).pattern in HATCHES
    fill, stroke = (f"url(#{status})", QUIET_INK) if is_hatched else (var(f"{status}-fill"), PAPER)
    return f"<path fill='{fill}' stroke='{stroke}' d='{''.join(paths)}'/>"


def write_hatch(status: str) -> str:
    """Pattern of a kind of missing."""
    return (
        f"<pattern id='{status}' width='14' height='14' patternUnits='userSpaceOnUse'><path fill='{PAPER}' d='M0 0h14v14H0z'/>"
        f"<path stroke='{var(f'{status}-fill')}' stroke-width='4' d='{HATCHES[find_look(status).pattern]}'/></pattern>"
    )


def write_inset_frame(width: int, height: int, inset_width: int, inset_height: int) -> str:
    """Border around the units shown apart."""
    left, top, across, down = width - inset_width, height - inset_height, inset_width - 1, inset_height - 1
    return f"<path fill='none' stroke='{QUIET_INK}' stroke-width='2' d='M{left} {top}h{across}v{down}h{-across}z'/>"


def write_archipelagos(plane: Plane) -> str:
    """Names of Hoàng Sa and Trường Sa."""
    texts = []
    for name, longitude, latitude in ARCHIPELAGOS:
        x, y = plane.place_on_grid(longitude, latitude)
        texts.append(f"<text x='{x}' y='{y}' text-anchor='middle'>{name}</text>")
    return f"<g font-family='sans-serif' font-size='30' fill='{QUIET_INK}'>{''.join(texts)}</g>"
