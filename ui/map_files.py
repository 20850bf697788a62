"""What is taken away from the map: its table, its picture, and its areas with their values for mapping software."""

from __future__ import annotations

from functools import partial

from reports.extract import Extract
from ui.extract_fields import AREA_FIELDS, NUMBER_FIELDS
from ui.extracts import build_extract, copy_link
from ui.layer_extent import measure_layer
from ui.map_choices import MapKind
from ui.map_screen import MapScreen
from ui.map_story import LAYER_KINDS, tell_fidelity
from ui.pictures import prepare_map, read_shapes
from ui.take_away import MoreFile, draw_take_away, list_pictures, list_shapes
from wording.language import _


def draw_map_files(screen: MapScreen, name: str) -> None:
    """Offer the rows of the map as files; pictures and shapes where the units have shapes."""
    draw_take_away(
        partial(make_map_extract, screen, name, copy_link(screen.context)), "map", name, list_map_files(screen)
    )


def list_map_files(screen: MapScreen) -> list[MoreFile]:
    """Picture of the period shown, and its areas with shapes; none where the units have no shapes."""
    layer_key, release = screen.layer["layer_key"], screen.context.release
    if layer_key is None:
        return []
    shapes = list_shapes(partial(read_shapes, release, layer_key))
    if screen.kind not in (MapKind.CHANGE, MapKind.PAIR):
        [colouring] = screen.colourings
        return [*list_pictures(prepare_map(release, screen.rows, colouring, screen.hollow_ids, screen.layer)), *shapes]
    return shapes


def make_map_extract(screen: MapScreen, name: str, link: str) -> Extract:
    """One row an area of the map, of the period shown."""
    context, (sentence, source) = screen.context, screen.tell()
    return build_extract(
        context, name, f"{context.area.name} – {context.indicator.name}: {sentence}", (*AREA_FIELDS, *NUMBER_FIELDS), screen.rows,
        link=link, told=((_("Units"), _(LAYER_KINDS[screen.code].label)), (_("Stands on"), source), (_("Shapes"), tell_shapes(screen))),
        indicator_id=context.view.indicator_id, period=screen.period, territory=screen.territory, area_id=screen.area_id,
    )  # fmt: skip


def tell_shapes(screen: MapScreen) -> str:
    """What the shapes are worth, as the caption of the map says; empty without shapes."""
    if screen.layer["layer_key"] is None:
        return ""
    extent = measure_layer(screen.layer["layer_key"], screen.layer["boundary_id"], screen.context.release)
    return tell_fidelity(screen.layer, sum(row["area_id"] in extent.boxes for row in screen.rows), len(screen.rows))
