"""Maps of editable shapes: one for each unit, in the colour or pattern of its status, with its name in the selection pane."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from reports.blocks import AreaMap, MapArea
from reports.deck.charts import draw_title
from reports.deck.fitting import LINE_HEIGHT, Text, measure_width, wrap_text
from reports.deck.sheet import INK, PAPER, POINT, QUIET, Box, Sheet, add_panel, add_text, fill_frame
from reports.layer_extent import read_shapes
from reports.map_counts import count_statuses
from reports.shapes import Drawing, Outline, Ring, lay_out
from wording.language import _
from wording.looks import choose_words, find_look
from wording.phrases import qualify, write
from wording.places import shorten_name

PATTERNS = {
    "diagonal": "ltUpDiag",
    "cross": "openDmnd",
    "dots": "pct10",
    "horizontal": "ltHorz",
    "vertical": "ltVert",
    "grid": "smGrid",
}
LEGEND_WIDTH, LEGEND_SIZE, SWATCH = 190.0, 13.0, 16.0
OVER_EDGE = 2.0  # points a name may stand over the edge of its unit
NAME_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)


def draw_map(sheet: Sheet, box: Box, block: AreaMap) -> None:
    """Units of a layer by status, with a legend that counts them."""
    valued = [area for area in block.areas if area.figure]
    is_simulated = bool(valued) and all(area.is_simulated for area in valued)
    box = draw_title(sheet, box, f"{block.title} ({_('simulated')})" if is_simulated and block.title else block.title)
    legend_width = min(LEGEND_WIDTH, box.width * 0.36)
    ground = Box(box.left, box.top, box.width - legend_width - 8, box.height)
    areas = {area.area_id: area for area in block.areas}
    shapes = read_shapes(sheet.release, block.layer_key)
    drawing = lay_out(shapes, areas, ground.width, ground.height, is_national=block.is_national)
    _draw_group(sheet, ground, drawing, areas, block.title or _("Map"))
    if drawing.inset:
        left, top, width, height = drawing.inset
        frame = Box(ground.left + left, ground.top + top, width, height)
        add_panel(sheet, frame, _("frame of the units apart"), line=QUIET).fill.background()
    for name, (across, down) in drawing.names:
        width = measure_width(name, 11) + 12
        left = min(ground.left + across - width / 2, ground.right - width)
        spot = Box(left, ground.top + down - 8, width, 16)
        shape = add_text(sheet, spot, [Text((name,), 11, QUIET, is_italic=True)], name)
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    _draw_legend(sheet, Box(ground.right + 8, box.top, legend_width, box.height), block)


def _draw_group(sheet: Sheet, ground: Box, drawing: Drawing, areas: dict[str, MapArea], title: str) -> None:
    """All units as one group that can be taken apart."""
    group = sheet.slide.shapes.add_group_shape()
    sheet.name(group, title)
    number = group.shape_id
    for outline in sorted(drawing.outlines, key=lambda one: areas[one.area_id].name):
        number += 1
        area = areas[outline.area_id]
        group._element.append(_build_freeform(outline, area, number, ground))
        _write_label(group.shapes[-1], outline, area)
    if drawing.outlines:
        group._element.recalculate_extents()


def _build_freeform(outline: Outline, area: MapArea, number: int, ground: Box) -> Any:
    """A shape of its own lines; what it stands for is its description, read aloud by screen readers."""
    left, top, right, bottom = outline.limits
    width, height = max(1, round((right - left) * POINT)), max(1, round((bottom - top) * POINT))
    spans = (right - left, bottom - top) * 2
    guides = "".join(
        f"<a:gd name='room{side}' fmla='*/ {'wh'[at % 2]} {round(POINT * place)} {max(1, round(POINT * spans[at]))}'/>"
        for at, (side, place) in enumerate(zip("ltrb", _find_room(outline), strict=True))
    )
    steps = "".join(_write_ring(ring, left, top) for ring in outline.rings)
    value = f", {write(qualify(area.qualifier, area.figure))}" if area.figure else ""
    simulated = f", {_('simulated')}" if area.is_simulated else ""
    edge = PAPER if find_look(area.status).pattern == "solid" else QUIET
    described = f"{area.name}: {area.word}{value}{simulated}"
    place = f"x='{round((ground.left + left) * POINT)}' y='{round((ground.top + top) * POINT)}'"
    return parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr><p:cNvPr id='{number}' name={quoteattr(area.name)} descr={quoteattr(described)}/>"
        f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off {place}/><a:ext cx='{width}' cy='{height}'/></a:xfrm>"
        f"<a:custGeom><a:avLst/><a:gdLst>{guides}</a:gdLst><a:ahLst/><a:cxnLst/>"
        "<a:rect l='rooml' t='roomt' r='roomr' b='roomb'/><a:pathLst>"
        f"<a:path w='{width}' h='{height}'>{steps}</a:path></a:pathLst></a:custGeom>{write_fill(area.status)}"
        f"<a:ln w='6350'><a:solidFill><a:srgbClr val='{_hex(edge)}'/></a:solidFill></a:ln></p:spPr>"
        "<p:txBody><a:bodyPr wrap='none' lIns='0' tIns='0' rIns='0' bIns='0' anchor='ctr'/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _find_room(outline: Outline) -> tuple[float, float, float, float]:
    """Room for a name around the middle of the largest part: left, top, right and bottom from the corner of the shape."""
    left, top, right, bottom = outline.limits
    across, down = outline.middle
    reach, rise = min(across - left, right - across), min(down - top, bottom - down)
    if reach <= 0 or rise <= 0:
        return 0, 0, right - left, bottom - top
    return across - reach - left, down - rise - top, across + reach - left, down + rise - top


def _write_ring(ring: Ring, left: float, top: float) -> str:
    points = [f"<a:pt x='{round((x - left) * POINT)}' y='{round((y - top) * POINT)}'/>" for x, y in ring]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}<a:close/>"


def write_fill(status: str) -> str:
    """Fill of a status: its colour, or the pattern of its kind of missing."""
    look = find_look(status)
    colour = f"<a:srgbClr val='{_hex(look.fill[0])}'/>"
    if look.pattern not in PATTERNS:
        return f"<a:solidFill>{colour}</a:solidFill>"
    return (
        f"<a:pattFill prst='{PATTERNS[look.pattern]}'><a:fgClr>{colour}</a:fgClr>"
        f"<a:bgClr><a:srgbClr val='{_hex(PAPER)}'/></a:bgClr></a:pattFill>"
    )


def _hex(colour: str) -> str:
    return colour.lstrip("#")[:6].upper()


def _write_label(shape: Any, outline: Outline, area: MapArea) -> None:
    """Name of a unit on it where it fits, else the sign of its status, else nothing: the name is in the selection pane."""
    left, _top, right, _bottom = _find_room(outline)
    part, width = _find_part(outline), right - left
    look = find_look(area.status)
    ink = choose_words(look.fill[0]) if look.pattern == "solid" else INK
    for text, sizes in ((f"{look.glyph} {shorten_name(area.name)}", NAME_SIZES), (look.glyph, NAME_SIZES[-2:])):
        for size in sizes:
            is_whole = all(measure_width(word, size) <= width for word in text.split())
            lines = wrap_text(text, size, width) if is_whole else []
            across = max([measure_width(line, size) for line in lines], default=0) + 2
            if lines and _holds(part, outline.middle, across, len(lines) * size * LINE_HEIGHT - 2):
                texts = [Text((line,), size, ink) for line in lines]
                fill_frame(shape.text_frame, texts, [], anchor="middle", centred=True)
                shape.text_frame.word_wrap = False
                return


def _find_part(outline: Outline) -> Any:
    """The part of a unit its name stands on."""
    from shapely import Point, Polygon, make_valid

    parts = [make_valid(Polygon(ring)) for ring in outline.rings]
    middle = Point(outline.middle)
    holding = [part for part in parts if part.contains(middle)]
    return max(holding or parts, key=lambda part: part.area).buffer(OVER_EDGE)


def _holds(part: Any, middle: tuple[float, float], width: float, height: float) -> bool:
    """Whether words around the middle of a unit stay on it."""
    from shapely import box

    across, down = middle
    return bool(part.contains(box(across - width / 2, down - height / 2, across + width / 2, down + height / 2)))


def _draw_legend(sheet: Sheet, box: Box, block: AreaMap) -> None:
    """Each status with its colour, sign, word and how many units have it."""
    entries = count_statuses(block)
    down = min(34.0, box.height / max(1, len(entries)))
    top = box.top + max(0.0, (box.height - down * len(entries)) / 2)
    for status, word, count in entries:
        swatch = add_panel(sheet, Box(box.left, top + 2, SWATCH, SWATCH), _("legend: colour"), line=QUIET)
        properties = swatch._element.spPr
        properties.replace(properties.find(".//{*}solidFill"), parse_xml(_declare(write_fill(status))))
        words = Text((f"{find_look(status).glyph} {word}: ", count), LEGEND_SIZE, INK)
        add_text(sheet, Box(box.left + SWATCH + 6, top, box.width - SWATCH - 6, down), [words], _("legend"), least=8)
        top += down


def _declare(fill: str) -> str:
    return fill.replace(">", f" {nsdecls('a')}>", 1)
