"""Maps as pictures (SVG, PNG) that say inside what they show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from reports.layer_extent import Box, find_outlying, join_boxes, list_parts, measure_shapes
from reports.picture import TEXT_SIZE, Frame, open_picture, save_picture

MAP_SHARE, LOWEST_SHARE = 0.68, 0.3  # greatest and least height of a map as a share of the width of its picture
MAP_LEFT, MAP_RIGHT = 0.02, 0.66
INSET_SHARE = 0.16
MAP_ASPECT = 1.06  # a degree of longitude is shorter than one of latitude at 20° north


@dataclass(frozen=True)
class MapKey:
    """One class of a map: what the legend says, its colour, and the hatching of what is missing (null for values)."""

    label: str
    fill: str
    hatch: str | None = None


def draw_areas(
    frame: Frame,
    shapes: Mapping[str, Any],
    keys: Sequence[MapKey],
    key_of: Mapping[str, int],
    words: Sequence[tuple[str, float, float]],
    suffix: str,
    *,
    is_whole: bool = True,
    nature: str = "",
) -> bytes:
    """Areas in the colours of their classes with a legend that counts them.

    Parameters
    ----------
    shapes : Mapping
        GeoJSON whose ``feature.id`` is an ``area_id``.
    key_of : Mapping
        Place in ``keys`` of each area; areas without one are left out.
    words : sequence of (text, longitude, latitude)
        Names and signs on the map; it is drawn wide enough to hold them.
    is_whole : bool
        All areas in one frame, however far apart; else few far-off ones in a corner of their own.
    nature : str
        What stands over the legend, such as that the values are simulated.
    """
    from matplotlib.patches import Patch

    drawn = [one for one in shapes["features"] if one["id"] in key_of and one["geometry"]]
    extent = measure_shapes({"features": drawn})
    outlying: Collection[str] = frozenset() if is_whole else find_outlying(extent, extent.boxes)
    far = {extent.points[name] for name in outlying}
    near = [one for one in drawn if one["id"] not in outlying]
    shown = [word for word in words if word[1:] not in far]
    height = fit_height([extent.boxes[one["id"]] for one in near], shown) * frame.width
    figure, axes = open_picture(frame, height, left=MAP_LEFT, right=MAP_RIGHT)
    _fill_areas(axes, frame, near, keys, key_of)
    _write_words(axes, frame, shown)
    if outlying:
        tall = figure.get_figheight()
        inset = figure.add_axes(
            (0.68, 0.3 / tall, INSET_SHARE, INSET_SHARE * frame.width / tall), facecolor=frame.paper
        )
        _fill_areas(inset, frame, [one for one in drawn if one["id"] in outlying], keys, key_of)
        _write_words(inset, frame, [word for word in words if word[1:] in far])
        inset.set_axis_on()
        inset.set(xticks=[], yticks=[])
        inset.margins(0.15)
        inset.set_adjustable("datalim")
    patches = [Patch(facecolor=key.fill, edgecolor=frame.quiet, hatch=key.hatch, label=key.label) for key in keys]
    figure.legend(
        handles=patches,
        title=nature or None,
        title_fontsize=TEXT_SIZE,
        alignment="left",
        loc="center left",
        bbox_to_anchor=(0.67, 0.6 if outlying else 0.5),
        frameon=False,
        fontsize=TEXT_SIZE,
        labelcolor=frame.ink,
    )
    return save_picture(figure, frame, suffix)


def fit_height(boxes: Sequence[Box], words: Sequence[tuple[str, float, float]]) -> float:
    """Height that shows boxes and words as wide as they may be, as a share of the width of the picture."""
    if not boxes:
        return LOWEST_SHARE
    box = join_boxes(boxes)
    east = max([box.east, *(longitude for _text, longitude, _latitude in words)])
    south = min([box.south, *(latitude for _text, _longitude, latitude in words)])
    across, down = east - box.west, (box.north - south) * MAP_ASPECT
    return min(MAP_SHARE, max(LOWEST_SHARE, (MAP_RIGHT - MAP_LEFT) * down / across))


def _fill_areas(
    axes: Any, frame: Frame, features: Sequence[Mapping[str, Any]], keys: Sequence[MapKey], key_of: Mapping[str, int]
) -> None:
    from matplotlib.collections import PathCollection

    for place, key in enumerate(keys):
        paths = [build_path(one["geometry"]) for one in features if key_of[one["id"]] == place]
        edge = frame.quiet if key.hatch else frame.paper
        axes.add_collection(PathCollection(paths, facecolor=key.fill, edgecolor=edge, hatch=key.hatch, linewidth=0.4))
    axes.autoscale_view()
    axes.set_aspect(MAP_ASPECT)
    axes.set_axis_off()


def _write_words(axes: Any, frame: Frame, words: Sequence[tuple[str, float, float]]) -> None:
    from matplotlib.patheffects import withStroke

    for text, longitude, latitude in words:
        axes.update_datalim([(longitude, latitude)])
        halo = [withStroke(linewidth=2, foreground=frame.paper)]
        axes.text(longitude, latitude, text, ha="center", va="center", fontsize=6, color=frame.ink, path_effects=halo)
    axes.autoscale_view()


def build_path(geometry: Mapping[str, Any]) -> Any:
    """A polygon with its holes as a path."""
    from matplotlib.path import Path

    return Path.make_compound_path(
        *(Path([tuple(spot[:2]) for spot in ring], closed=True) for ring in chain(*list_parts(geometry)))
    )
