"""Styles of an administrative report: one font, three numbered levels of headings, annexes, captions, sources, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from wording.looks import COLOURS

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
BODY_SIZE, TABLE_SIZE, SMALL_SIZE = 14, 11, 9
INDENT = Mm(10)
LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}
LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
BASIS, ANNEX, SOURCE, TABLE_TEXT, PLAIN = "Legal basis", "Annex heading", "Source line", "Table text", "Plain"
NUMBERING_ID = "30"


def set_styles(document: Document, language: str) -> None:
    """Give a new document the fonts, headings and paragraph styles of a report."""
    _set_defaults(document, language)
    _set_style(document, "Normal", BODY_SIZE, after=6, indent=True, alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)
    for level in (1, 2, 3):
        style = _set_style(document, f"Heading {level}", BODY_SIZE, before=6, after=6, indent=True, is_bold=True)
        style.font.italic = level == 3
        style.paragraph_format.keep_with_next = True
    _set_style(document, "Header", 13, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    _set_style(document, "Footer", SMALL_SIZE, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    caption = _set_style(document, "Caption", 13, before=6, after=3, alignment=WD_ALIGN_PARAGRAPH.CENTER, is_bold=True)
    caption.font.color.rgb = RGBColor(0, 0, 0)
    for name, size, after in (
        (PLAIN, BODY_SIZE, 0),
        (TABLE_TEXT, TABLE_SIZE, 0),
        (BASIS, BODY_SIZE, 6),
        (ANNEX, BODY_SIZE, 6),
    ):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        _set_style(document, name, size, after=after)
    document.styles.add_style(SOURCE, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    _set_style(document, SOURCE, TABLE_SIZE, before=2, after=8).font.italic = True
    basis = _set_style(document, BASIS, BODY_SIZE, after=6, indent=True, alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)
    basis.font.italic = True
    annex = _set_style(document, ANNEX, BODY_SIZE, after=6, alignment=WD_ALIGN_PARAGRAPH.CENTER, is_bold=True)
    annex.paragraph_format.keep_with_next = True
    annex.element.get_or_add_pPr().append(_make("w:outlineLvl", "0"))
    _number_headings(document)


def set_font(holder: Any, size: float) -> None:
    """One font for every script of a style or run."""
    holder.font.name = FONT
    holder.font.size = Pt(size)
    fonts = holder.element.get_or_add_rPr().get_or_add_rFonts() if hasattr(holder, "element") else None
    if fonts is None:
        return
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_style(
    document: Document,
    name: str,
    size: float,
    *,
    before: float = 0,
    after: float = 0,
    indent: bool = False,
    alignment: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    is_bold: bool = False,
) -> Any:
    style: Any = document.styles[name]
    set_font(style, size)
    style.font.bold = is_bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    layout.first_line_indent = INDENT if indent else Mm(0)
    layout.left_indent = Mm(0)
    layout.alignment = alignment
    return style


def _set_defaults(document: Document, language: str) -> None:
    """Font and language of what has no style."""
    defaults = next(document.styles.element.iter(qn("w:rPrDefault"))).find(qn("w:rPr"))
    for tag in ("w:rFonts", "w:lang"):
        for old in defaults.findall(qn(tag)):
            defaults.remove(old)
    names = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {names}/>"))
    tag = LANGUAGE_TAGS[language]
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/>'))


def _number_headings(document: Document) -> None:
    """Headings numbered by Word itself: ``I.``, ``1.``, ``a)``, so that a section added by hand is numbered too."""
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="Heading{place + 1}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{INDENT.twips}"/></w:pPr></w:lvl>'
        for place, (kind, text) in enumerate(LEVELS)
    )
    numbering: Any = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>')
    )
    for level in (1, 2, 3):
        layout = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        reference = layout._add_numPr()
        reference.append(_make("w:ilvl", str(level - 1)))
        reference.append(_make("w:numId", NUMBERING_ID))


def _make(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def find_hex(name: str) -> str:
    """Light side of a named colour, as Word writes it."""
    return COLOURS[name][0].lstrip("#").upper()
