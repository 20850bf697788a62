"""Every document the product makes, by kind and format: the one way in for the command line and the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module

from reports.blocks import Review, Story
from reports.content import read_content
from reports.cover import compose_cover
from warehouse import queries
from warehouse.area_queries import find_area
from warehouse.errors import DocumentError, ReleaseError
from warehouse.model import Era, Level
from warehouse.periods import Period
from warehouse.queries import Release
from wording.language import speak


class Kind(StrEnum):
    """What a document is."""

    DECK = "deck"
    REVIEW = "review"
    ANNEX = "annex"
    WORKBOOK = "workbook"
    PAGES = "pages"
    MAP = "map"
    STAGE = "stage"


DECK_LIBRARIES = ("reports.deck", "shapely")
#: Formats of each kind, the usual one first.
FORMATS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DECK: (".pptx",),
    Kind.REVIEW: (".docx", ".pdf"),
    Kind.ANNEX: (".docx", ".pdf"),
    Kind.WORKBOOK: (".xlsx",),
    Kind.PAGES: (".pdf",),
    Kind.MAP: (".pdf",),
    Kind.STAGE: (".html",),
}


@dataclass(frozen=True)
class Order:
    """A document asked for.

    Attributes
    ----------
    suffix : str
        Format, with its dot; one of :data:`FORMATS` of the kind.
    period : str
        Code of the period reviewed; nothing of a later day is said.
    agency, superior : str
        Who issues it, and the body above; empty leaves a field for people.
    edits : bytes or None
        Storyline as people arranged it, a file of :mod:`reports.storyline_file`; None takes the composed one.
    template, logo : bytes or None
        Slides of the agency, and its picture; only for slides.
    ratio : str
        ``16:9`` or ``4:3``; only for slides.
    """

    kind: Kind
    suffix: str
    area_id: str
    period: str
    language: str
    agency: str = ""
    superior: str = ""
    edits: bytes | None = None
    template: bytes | None = None
    logo: bytes | None = None
    ratio: str = "16:9"


def make_document(release: Release, order: Order) -> bytes:
    """Make one document.

    Raises
    ------
    ReleaseError
        When the release knows no such place, or nothing of that period.
    DocumentError
        When the kind has no such format, or a file handed in cannot be used.
    """
    if order.suffix not in FORMATS[order.kind]:
        known = ", ".join(FORMATS[order.kind])
        raise DocumentError(
            f"{order.kind} is made as {known}, not {order.suffix or 'a file without suffix'}",
            f"{order.kind} được làm dạng {known}, không phải {order.suffix or 'tệp không có đuôi'}",
        )
    with speak(order.language):
        return WRITERS[order.kind](release, order)


def make_story(release: Release, order: Order) -> Story:
    """The scenes of a place and period, as people arranged them where they did."""
    from reports.scenes import compose_story
    from reports.storyline_file import apply_edits, read_edits

    content = read_content(release, order.area_id, order.period)
    story = compose_story(content, compose_cover(content, agency=order.agency, superior=order.superior))
    return apply_edits(story, read_edits(order.edits)) if order.edits else story


def make_review(release: Release, order: Order) -> Review:
    """The report of a place and period."""
    from reports.review import compose_review

    content = read_content(release, order.area_id, order.period)
    return compose_review(content, compose_cover(content, agency=order.agency, superior=order.superior))


def _write_deck(release: Release, order: Order) -> bytes:
    # Libraries are loaded while the release answers: the first deck of a process waits less.
    with ThreadPoolExecutor(1) as beside:
        beside.map(import_module, DECK_LIBRARIES)
        story = make_story(release, order)
    from reports.deck import write_deck

    return write_deck(
        story,
        release,
        order.template,
        order.logo,
        order.ratio,
        edits=(order.edits or b"").decode(),
    )


def _write_review(release: Release, order: Order) -> bytes:
    from reports.pdf import write_review_pdf
    from reports.word import write_review

    review = make_review(release, order)
    return write_review_pdf(review, release) if order.suffix == ".pdf" else write_review(review, release)


def _write_annex(release: Release, order: Order) -> bytes:
    from reports.pdf import write_review_pdf
    from reports.word import write_annex

    review = make_review(release, order)
    if order.suffix == ".pdf":
        return write_review_pdf(review, release, is_annex_only=True)
    return write_annex(review, release)


def _write_workbook(release: Release, order: Order) -> bytes:
    from reports.annex_workbook import write_annex_workbook

    content = read_content(release, order.area_id, order.period)
    return write_annex_workbook(content, compose_cover(content, agency=order.agency, superior=order.superior))


def _write_pages(release: Release, order: Order) -> bytes:
    from reports.pdf import write_pages

    return write_pages(make_story(release, order), release)


def _write_map(release: Release, order: Order) -> bytes:
    from reports.pdf import write_map_sheet

    return write_map_sheet(make_story(release, order), release)


def _write_stage(release: Release, order: Order) -> bytes:
    from reports.stage import write_stage

    return write_stage(make_story(release, order), release).encode()


WRITERS: Mapping[Kind, Callable[[Release, Order], bytes]] = {
    Kind.DECK: _write_deck,
    Kind.REVIEW: _write_review,
    Kind.ANNEX: _write_annex,
    Kind.WORKBOOK: _write_workbook,
    Kind.PAGES: _write_pages,
    Kind.MAP: _write_map,
    Kind.STAGE: _write_stage,
}


def name_file(order: Order) -> str:
    """Name of the file of a document: ``review_01.2025-07_2025_vi.docx``."""
    return f"{order.kind}_{order.area_id}_{order.period}_{order.language}{order.suffix}"


def find_area_id(release: Release, code: str, period: str) -> str:
    """The area an official code meant at the end of a period; an area_id stays itself.

    Raises
    ------
    ReleaseError
        When the release knows none.
    """
    try:
        day = min(Period.parse(period).end, release.info.data_as_of)
    except ValueError:
        day = release.info.data_as_of  # what is wrong with the period is told by whoever reads it
    found = find_area(release, code, day)
    if found.is_empty():
        raise ReleaseError(
            f"release {release.release_id} knows no area with the code {code} on {day.isoformat()}",
            f"bản phát hành {release.release_id} không có địa bàn mang mã {code} vào ngày {day:%d/%m/%Y}",
        )
    return str(found["area_id"][0])


def list_ward_orders(release: Release, order: Order) -> list[Order]:
    """The same document for every ward of today of a province or city.

    Raises
    ------
    DocumentError
        When the place has no wards.
    """
    wards = queries.list_areas(release, Level.WARD, under_area_id=order.area_id, era=Era.AFTER)
    if wards.is_empty():
        raise DocumentError(f"{order.area_id} has no wards of today", f"{order.area_id} không có xã, phường hiện hành")
    return [replace(order, area_id=area_id) for area_id in wards["area_id"]]
