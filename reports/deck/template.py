"""What a deck is written on: our own plain slides in 16:9 or 4:3, or the file of the agency with its master, layouts and size."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from reports.deck.sheet import ACCENT, POINT, Box
from reports.marks import ITEM, NAMESPACE
from reports.office_files import READ_ERRORS, check_size
from warehouse.errors import InputFileError

RATIOS = {"16:9": (960.0, 540.0), "4:3": (720.0, 540.0)}
# Arial stands on every machine with Windows or macOS, holds all Vietnamese letters, and LibreOffice has a font of the same widths.
TYPEFACE = "Arial"
MARGIN, TITLE_TOP, TITLE_HEIGHT, FOOT = 32.0, 18.0, 66.0, 20.0
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FEET = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
LOWEST_TITLE, NARROWEST_TITLE, LOWER_PART = 0.35, 0.5, 0.7  # shares of the slide
DAMAGES: tuple[type[Exception], ...] = (*READ_ERRORS, PythonPptxError)
LEAST_WIDTH, LEAST_HEIGHT = 300.0, 150.0  # of the room below the title, in points
TEMPLATE_TYPE, SLIDES_TYPE = b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class Ground:
    """What slides are made on.

    Attributes
    ----------
    cover, content : SlideLayout
    title : Box
        Of the slides after the cover.
    has_title : bool
        Whether the layout has a title of its own; else it is written into a text box.
    room : Box
        For everything below the title and above the feet of the layout.
    is_own : bool
        Made here rather than by the agency.
    """

    presentation: Any
    cover: Any
    content: Any
    width: float
    height: float
    title: Box
    has_title: bool
    room: Box
    is_own: bool


def open_ground(template: bytes | None, ratio: str) -> Ground:
    """Slides of our own in a ratio, or those of an agency's file, its own size kept and its slides taken out.

    Raises
    ------
    InputFileError
        The file is not one of PowerPoint, damaged, too large, or leaves no room for anything.
    """
    if template is None:
        return _measure_ground(_build_own(*RATIOS[ratio]), is_own=True)
    try:
        check_size(template, "template")
        ground = _measure_ground(_open_template(template), is_own=False)
    except DAMAGES as error:
        raise _refuse_template() from error
    if ground.room.width < LEAST_WIDTH or ground.room.height < LEAST_HEIGHT:
        raise InputFileError(
            "template",
            "its slides leave too little room below the title; hand in slides of the usual size (16:9 or 4:3)",
            "trang chiếu của mẫu không đủ chỗ dưới tiêu đề; hãy nộp mẫu có khổ thông dụng (16:9 hoặc 4:3)",
        )
    return ground


def _measure_ground(presentation: Any, *, is_own: bool) -> Ground:
    width, height = presentation.slide_width / POINT, presentation.slide_height / POINT
    cover, content = _choose_cover(presentation), _choose_content(presentation, height)
    title = _find_title(content)
    box = _measure(title) if title is not None else None
    has_title = box is not None and box.bottom < height * (LOWEST_TITLE + 0.1) and box.width > width * NARROWEST_TITLE
    if box is None or not has_title:
        box = Box(width * 0.04, height * 0.05, width * 0.92, height * 0.12)
    feet = [_measure(one) for one in content.placeholders if one.placeholder_format.type in FEET]
    lowest = min([one.top for one in feet if one.top > height * LOWER_PART] + [height - FOOT])
    left = min(box.left, width * 0.05)
    room = Box(left, box.bottom + 8, width - 2 * left, lowest - box.bottom - 10)
    return Ground(presentation, cover, content, width, height, box, has_title, room, is_own)


def _open_template(template: bytes) -> Any:
    """The agency's file without its slides; a .potx is read as a .pptx."""
    presentation = Presentation(io.BytesIO(_read_as_slides(template)))
    if not len(presentation.slide_layouts):
        raise _refuse_template()
    for name, link in list(presentation.part.rels.items()):
        if link.reltype == ITEM and NAMESPACE.encode() in link.target_part.blob:
            presentation.part.drop_rel(name)  # hidden keys of a deck made here, now the template of another
    listed = presentation.slides._sldIdLst
    for entry in list(listed):
        presentation.part.drop_rel(entry.rId)
        listed.remove(entry)
    for sections in presentation.element.xpath("p:extLst"):
        presentation.element.remove(sections)  # sections name slides that are gone
    return presentation


def _refuse_template() -> InputFileError:
    return InputFileError(
        "template",
        "this is not a PowerPoint file that can be read. Hand in a .pptx or .potx saved by PowerPoint, without a password",
        "không đọc được tệp mẫu PowerPoint này. Hãy nộp tệp .pptx hoặc .potx lưu từ PowerPoint, không đặt mật khẩu",
    )


def _read_as_slides(template: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        if TEMPLATE_TYPE not in package.read("[Content_Types].xml"):
            return template
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in package.namelist():
                content = package.read(name)
                copy.writestr(
                    name, content.replace(TEMPLATE_TYPE, SLIDES_TYPE) if name == "[Content_Types].xml" else content
                )
    return written.getvalue()


def _choose_cover(presentation: Any) -> Any:
    """The layout with a title and a subtitle; else the first with a title; else the first."""
    layouts = list(presentation.slide_layouts)
    kinds = [{one.placeholder_format.type for one in layout.placeholders} for layout in layouts]
    wanted = (
        {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE},
        {PP_PLACEHOLDER.CENTER_TITLE},
        {PP_PLACEHOLDER.TITLE},
    )
    for types in wanted:
        for layout, found in zip(layouts, kinds, strict=True):
            if types <= found:
                return layout
    return layouts[0]


def _choose_content(presentation: Any, height: float) -> Any:
    """The layout with a title on top and the least else to fill in; else an empty one."""
    layouts = list(presentation.slide_layouts)

    def rank(layout: Any) -> tuple[bool, int]:
        title = _find_title(layout)
        is_on_top = title is not None and _measure(title).bottom < height * LOWEST_TITLE
        others = sum(one.placeholder_format.type not in (*TITLES, *FEET) for one in layout.placeholders)
        return not is_on_top, others

    return min(layouts, key=rank)


def _find_title(layout: Any) -> Any:
    return next((one for one in layout.placeholders if one.placeholder_format.type in TITLES), None)


def _measure(shape: Any) -> Box:
    """Box of a placeholder; without one of its own, of nothing."""
    sides = (shape.left, shape.top, shape.width, shape.height)
    return Box(*(0.0 if side is None else side / POINT for side in sides))


def _build_own(width: float, height: float) -> Any:
    """Plain slides: a title above, a thin line in our colour, the page number below."""
    presentation = Presentation()
    wider = width * POINT / presentation.slide_width
    presentation.slide_width, presentation.slide_height = Emu(round(width * POINT)), Emu(round(height * POINT))
    master = presentation.slide_master
    _set_typeface(master)
    for holder in (master, *presentation.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.find(f"{DRAWING}xfrm") is not None:
                shape.left, shape.width = Emu(round(shape.left * wider)), Emu(round(shape.width * wider))
    title = next(one for one in master.placeholders if one.placeholder_format.type in TITLES)
    Box(MARGIN, TITLE_TOP, width - 2 * MARGIN, TITLE_HEIGHT).place(title)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    title.text_frame.margin_left = title.text_frame.margin_right = 0
    style = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    run = style.find(f"{DRAWING}defRPr")
    run.set("sz", "2800")
    run.set("b", "1")
    for old in run.findall(f"{DRAWING}solidFill"):
        run.remove(old)
    colour = ACCENT.lstrip("#").upper()
    run.insert(0, parse_xml(f"<a:solidFill {nsdecls('a')}><a:srgbClr val='{colour}'/></a:solidFill>"))
    number = next(one for one in master.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER)
    Box(width - MARGIN - 80, height - FOOT - 4, 80, FOOT).place(number)
    for layout in presentation.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type in FEET:
                _forget_place(shape)
    master.shapes._spTree.append(_draw_rule(width))
    return presentation


def _forget_place(shape: Any) -> None:
    """Let a placeholder of a layout lie where the master has it."""
    for place in shape._element.spPr.findall(f"{DRAWING}xfrm"):
        shape._element.spPr.remove(place)


def _draw_rule(width: float) -> Any:
    left, top, across = (round(one * POINT) for one in (MARGIN, TITLE_TOP + TITLE_HEIGHT + 2, width - 2 * MARGIN))
    return parse_xml(
        f"<p:cxnSp {nsdecls('p', 'a')}><p:nvCxnSpPr><p:cNvPr id='90' name='rule'/><p:cNvCxnSpPr/><p:nvPr userDrawn='1'/></p:nvCxnSpPr>"
        f"<p:spPr><a:xfrm><a:off x='{left}' y='{top}'/><a:ext cx='{across}' cy='0'/></a:xfrm><a:prstGeom prst='line'><a:avLst/>"
        f"</a:prstGeom><a:ln w='19050'><a:solidFill><a:srgbClr val='{ACCENT.lstrip('#').upper()}'/></a:solidFill></a:ln></p:spPr></p:cxnSp>"
    )


def _set_typeface(master: Any) -> None:
    """Headings and words of the theme in the typeface that offices have."""
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    root = etree.fromstring(theme.blob)
    for font in root.iter(f"{DRAWING}majorFont", f"{DRAWING}minorFont"):
        font.find(f"{DRAWING}latin").set("typeface", TYPEFACE)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
