"""The map of a screen: each unit in the colour or pattern of its status, with the names that fit and a legend in counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from reports.area_paths import HATCHES, fit_plane, write_path
from reports.blocks import AreaMap, MapArea
from reports.layer_extent import LayerExtent, find_outlying, measure_shapes, read_shapes
from reports.map_counts import count_statuses
from reports.plane import ARCHIPELAGOS, Plane
from reports.stage.charts import write_head
from reports.stage.markup import Numbers, write_class, write_icon
from warehouse.queries import Release
from wording.language import _
from wording.looks import ALL_LOOKS
from wording.phrases import qualify, write
from wording.places import name_inside, shorten_name

SIDE, INSET_SIDE = 1000, 170
NAME_SIZE, LETTER = 21, 0.53  # of a name on the map; of its letters, as a share of their size
SPILL = 1.15  # a name may be as much wider than its unit
HATCH = (
    "<pattern id='{id}' class='{look}' width='14' height='14' patternUnits='userSpaceOnUse'>"
    "<path class='ground' d='M0 0h14v14H0z'/><path class='hatch' d='{lines}'/></pattern>"
)


@dataclass(frozen=True)
class Drawing:
    """Where the shapes of a map go: most on the plane, far-off ones on that of a corner."""

    plane: Plane
    corner: Plane
    outlying: frozenset[str]
    width: int
    height: int
    inset: tuple[int, int]

    def choose(self, area_id: str) -> Plane:
        """Plane of a unit."""
        return self.corner if area_id in self.outlying else self.plane


def write_map(block: AreaMap, release: Release, numbers: Numbers) -> str:
    """The map with its legend; units without a shape are counted in the legend and named below it."""
    shapes = read_shapes(release, block.layer_key)
    areas = {area.area_id: area for area in block.areas}
    drawn = {one["id"]: one["geometry"] for one in shapes["features"] if one["id"] in areas and one["geometry"]}
    picture = write_picture(block, shapes, drawn, areas, numbers) if drawn else ""
    absent = [name_inside(area.name) for area in block.areas if area.area_id not in drawn]
    told = escape(_("Not on the map: {names}", names=", ".join(absent)))
    remark = f"<p class='remark'>{told}</p>" if absent else ""
    legend = write_legend(block)
    sheet = f"<div class='sheet'>{picture}<div class='side'>{legend}{remark}</div></div>"
    return f"<figure class='block map'>{write_head(block.title)}{sheet}</figure>"


def write_picture(
    block: AreaMap, shapes: Mapping[str, Any], drawn: Mapping[str, Any], areas: Mapping[str, MapArea], numbers: Numbers
) -> str:
    """The drawing: units, frame of those far off, names."""
    extent = measure_shapes(shapes)
    drawing = lay_out(extent, drawn, is_national=block.is_national)
    units = "".join(write_unit(areas[one], shape, drawing.choose(one), numbers) for one, shape in drawn.items())
    names = write_names([areas[one] for one in drawn], extent, drawing)
    counts = "; ".join(f"{word}: {count.text}" for _code, word, count in count_statuses(block))
    said = escape(f"{block.title}. {counts}", quote=True)
    return (
        f"<svg class='areas' viewBox='0 0 {drawing.width} {drawing.height}' role='img' aria-label='{said}'>"
        f"{units}{write_inset(drawing)}<g class='names' font-size='{NAME_SIZE}'>{names}"
        f"{write_archipelagos(drawing.plane) if block.is_national else ''}</g></svg>"
    )


def lay_out(extent: LayerExtent, drawn: Mapping[str, Any], *, is_national: bool) -> Drawing:
    """Fit the units into the picture, those far off into its lower right corner."""
    outlying = frozenset() if is_national else find_outlying(extent, drawn)
    plane, width, height = fit_plane([extent.boxes[one] for one in drawn if one not in outlying], SIDE)
    corner, across, down = fit_plane([extent.boxes[one] for one in outlying], INSET_SIDE, width, height)
    return Drawing(plane, corner, outlying, width, height, (across, down))


def write_unit(area: MapArea, shape: Mapping[str, Any], plane: Plane, numbers: Numbers) -> str:
    """One unit; what it says appears when the mouse rests on it, and where that comes from when it is clicked."""
    nature = [_("simulated")] if area.is_simulated and area.figure else []
    value = " · ".join([*([write(qualify(area.qualifier, area.figure))] if area.figure else []), *nature, area.word])
    asked = f" data-n='{numbers[area.figure.key]}'" if area.figure else ""
    said = escape(f"{area.name}: {value}")
    hatched = " hatched" if is_hatched(area.status) else ""
    return (
        f"<path class='unit {write_class(area.status)}{hatched}' style='fill:{choose_fill(area.status)}'{asked}"
        f" d='{write_path(shape, plane)}'>"
        f"<title>{said}</title></path>"
    )


def is_hatched(status: str) -> bool:
    """Whether a status is drawn as a pattern: what is missing."""
    return status in ALL_LOOKS and ALL_LOOKS[status].pattern in HATCHES


def choose_fill(status: str) -> str:
    """Fill of a status: its colour, or the pattern that :func:`write_patterns` defines."""
    return f"url(#p-{status})" if is_hatched(status) else "var(--s-fill)"


def write_patterns() -> str:
    """Patterns of what is missing, once for all maps of the document."""
    return "".join(
        HATCH.format(id=f"p-{code}", look=write_class(code), lines=HATCHES[look.pattern])
        for code, look in ALL_LOOKS.items()
        if is_hatched(code)
    )


def write_names(areas: Sequence[MapArea], extent: LayerExtent, drawing: Drawing) -> str:
    """Names that fit on their units without touching another, the largest units first."""
    sized = []
    for area in areas:
        box, plane = extent.boxes[area.area_id], drawing.choose(area.area_id)
        (left, top), (right, bottom) = (
            plane.place_on_grid(box.west, box.north),
            plane.place_on_grid(box.east, box.south),
        )
        sized.append(((right - left) * (bottom - top), right - left, area))
    taken: list[tuple[float, float, float, float]] = []
    written = []
    for _size, width, area in sorted(sized, key=lambda one: -one[0]):
        x, y = drawing.choose(area.area_id).place(*extent.points[area.area_id])
        name = shorten_name(area.name)
        half, rise = len(name) * NAME_SIZE * LETTER / 2, NAME_SIZE * 0.55
        spot = (x - half, y - rise, x + half, y + rise)
        is_inside = spot[0] >= 0 and spot[2] <= drawing.width and spot[1] >= 0 and spot[3] <= drawing.height
        if 2 * half > width * SPILL or not is_inside or any(touches(spot, other) for other in taken):
            continue
        taken.append(spot)
        written.append(f"<text x='{x}' y='{y}'>{escape(name)}</text>")
    return "".join(written)


def touches(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes (left, top, right, bottom) overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def write_inset(drawing: Drawing) -> str:
    """Border around the units shown apart."""
    if not drawing.outlying:
        return ""
    across, down = drawing.inset
    left, top = drawing.width - across, drawing.height - down
    return f"<path class='inset' d='M{left} {top}h{across - 1}v{down - 1}h{1 - across}z'/>"


def write_archipelagos(plane: Plane) -> str:
    """Names of Hoàng Sa and Trường Sa."""
    spots = ((name, plane.place_on_grid(longitude, latitude)) for name, longitude, latitude in ARCHIPELAGOS)
    return "".join(f"<text class='islands' x='{x}' y='{y}'>{name}</text>" for name, (x, y) in spots)


def write_legend(block: AreaMap) -> str:
    """Colour or pattern, number, icon and word of each status."""
    items = "".join(
        f"<li class='{write_class(code)}'><svg class='swatch' viewBox='0 0 28 28'>"
        f"<path style='fill:{choose_fill(code)}' d='M0 0h28v28H0z'/></svg><b>{count.text}</b>"
        f"<span class='word'>{write_icon(code)}{escape(word)}</span></li>"
        for code, word, count in count_statuses(block)
    )
    return f"<ul class='legend'>{items}</ul>"
