"""PDF without a browser: pages of the dashboard (A4 landscape), a map (A3), the report and its annexes (A4), set by typst.

The words come from the same stories and reports as the slides and the Word file; templates lie beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from reports.blocks import AreaMap, BarChart, Cover, LineChart, Review, Scene, Section, Story, Table
from reports.fonts import find_fonts
from reports.pdf.payload import Folder, Payload, describe_head
from warehouse.errors import DocumentError
from warehouse.queries import Release
from wording.format import format_date
from wording.language import _
from wording.phrases import write

TEMPLATES = Path(__file__).parent
SANS = ("Arial", "Liberation Sans", "DejaVu Sans")
SERIF = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
PICTURES = (AreaMap, BarChart, LineChart)  # beside which words stand
WHOLE_MM, HALF_MM, TEXT_MM, SHEET_MM = 220.0, 130.0, 160.0, 330.0


def write_pages(story: Story, release: Release) -> bytes:
    """One page of A4 landscape for each scene."""
    return _write_scenes(story, release, "a4")


def write_map_sheet(story: Story, release: Release) -> bytes:
    """The maps of a story on A3, one a page.

    Raises
    ------
    DocumentError
        When the story has no map.
    """
    scenes = tuple(
        replace(scene, blocks=maps)
        for scene in story.scenes
        if (maps := tuple(block for block in scene.blocks if isinstance(block, AreaMap)))
    )
    if not scenes:
        raise DocumentError(
            f"{story.cover.area_name}: no map for this place and period",
            f"{story.cover.area_name}: không có bản đồ cho địa bàn và kỳ này",
        )
    return _write_scenes(replace(story, scenes=scenes), release, "a3")


def write_review_pdf(review: Review, release: Release, *, is_annex_only: bool = False) -> bytes:
    """The report with its annexes, or the annexes alone."""
    folder, cover = Folder(release), review.cover
    body = () if is_annex_only else review.sections
    data = {
        **_describe_cover(cover, SERIF),
        **describe_head(cover),
        "is_annex_only": is_annex_only,
        "bases": [write(base) for base in review.bases],
        "opening": [write(item) for item in review.opening],
        "sections": [_describe_section(folder, section) for section in body],
        "closing": [write(item) for item in review.closing],
        "annexes": [_describe_section(folder, section) for section in review.annexes],
    }
    return _set("review", data, folder.files, cover)


def _write_scenes(story: Story, release: Release, paper: str) -> bytes:
    folder = Folder(release)
    data = {
        **_describe_cover(story.cover, SANS),
        "paper": paper,
        "scenes": [_describe_scene(folder, scene, paper) for scene in story.scenes],
    }
    return _set("pages", data, folder.files, story.cover)


def _describe_scene(folder: Folder, scene: Scene, paper: str) -> Payload:
    is_beside = len(scene.blocks) == 2 and isinstance(scene.blocks[0], PICTURES)
    width = SHEET_MM if paper == "a3" else HALF_MM if is_beside else WHOLE_MM
    return {
        "title": write(scene.title),
        "blocks": folder.list_blocks(scene.blocks, width),
        "is_beside": is_beside,
        "source": write(scene.source),
    }


def _describe_section(folder: Folder, section: Section) -> Payload:
    return {
        "level": section.level,
        "heading": section.heading,
        "is_wide": any(isinstance(block, Table) and block.is_wide for block in section.blocks),
        "blocks": folder.list_blocks(section.blocks, TEXT_MM),
    }


def _describe_cover(cover: Cover, fonts: tuple[str, ...]) -> Payload:
    release = _("Release {release}", release=cover.release_id)
    day = _("Figures as of {date}", date=format_date(cover.data_as_of))
    return {
        "title": cover.title,
        "agency": cover.agency,
        "superior": cover.superior,
        "language": cover.language,
        "place": cover.area_name,
        "simulated": cover.simulated,
        "footer": f"Đích 2030 · {release} · {day}",
        "fonts": fonts,
    }


def _set(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], cover: Cover) -> bytes:
    """Set a template; the same release gives the same file, byte by byte."""
    import typst

    files: Any = {  # the type hints of typst know no folders in memory
        "main.typ": (TEMPLATES / f"{template}.typ").read_bytes(),
        "blocks.typ": (TEMPLATES / "blocks.typ").read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        **pictures,
    }
    made = datetime.combine(cover.data_as_of, time(), UTC)
    return typst.compile(files, font_paths=[find_fonts()], timestamp=made)
