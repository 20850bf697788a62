"""A Word document while it is written: its pages, and what has been counted so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from reports.marks import Mark
from warehouse.queries import Release

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph

# A4 and margins of Nghị định 30/2020/NĐ-CP, phụ lục I: 20–25 above and below, 30–35 on the left, 15–20 on the right.
SHORT_SIDE, LONG_SIDE = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
HEADER_DISTANCE, FOOTER_DISTANCE = 10, 8


@dataclass
class Draft:
    """A document being written.

    Attributes
    ----------
    marks : list of Mark
        Numbers written so far, in their order.
    table_count, picture_count : int
        Captions written so far.
    is_wide : bool
        Whether the page now written on lies in landscape.
    """

    document: Document
    release: Release
    marks: list[Mark] = field(default_factory=list)
    table_count: int = 0
    picture_count: int = 0
    is_wide: bool = False

    @property
    def width_mm(self) -> int:
        """Width of the text on the page now written on."""
        return (LONG_SIDE if self.is_wide else SHORT_SIDE) - LEFT - RIGHT

    def turn_page(self, *, is_wide: bool) -> None:
        """Begin a section of its own, upright or in landscape, on a new page."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        _shrink(self.document.paragraphs[-1])
        section.different_first_page_header_footer = False
        self.lay_page(is_wide=is_wide)

    def lay_page(self, *, is_wide: bool) -> None:
        """Lay the section now written upright or in landscape."""
        self.is_wide = is_wide
        set_page(self.document.sections[-1], is_wide=is_wide)


def _shrink(paragraph: Paragraph) -> None:
    """Give the paragraph that ends a section no height, so that after a full page it does not open an empty one."""
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(1)


def set_page(section: Section, *, is_wide: bool) -> None:
    """A4 with the margins of the decree."""
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        Mm(side) for side in ((LONG_SIDE, SHORT_SIDE) if is_wide else (SHORT_SIDE, LONG_SIDE))
    )
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(HEADER_DISTANCE), Mm(FOOTER_DISTANCE)
