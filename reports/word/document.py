"""A review as a Word document: head, legal bases, sections, end, annexes; every number with its hidden key."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx

from reports.blocks import Cover, Review
from reports.marks import Head, store_word_marks
from reports.word.blocks import is_wide_section, write_annex_section, write_paragraph, write_section
from reports.word.draft import Draft, set_page
from reports.word.fields import add_counter
from reports.word.head import write_end, write_head, write_title
from reports.word.styles import BASIS, set_styles
from warehouse.queries import Release
from wording.format import format_date
from wording.language import _, speak
from wording.phrases import merge

if TYPE_CHECKING:
    from docx.section import _Header


def write_review(review: Review, release: Release) -> bytes:
    """The whole report, with its annexes.

    Parameters
    ----------
    review : Review
        Composed in the language of its cover.
    release : Release
        Where the shapes of its maps are.

    Returns
    -------
    bytes
        A .docx file with hidden keys (:mod:`reports.marks`) of kind ``review``.
    """
    with speak(review.cover.language):
        return _write(review, release, is_whole=True)


def write_annex(review: Review, release: Release) -> bytes:
    """The annexes of a report alone, under its title, with hidden keys of kind ``annex``."""
    with speak(review.cover.language):
        return _write(review, release, is_whole=False)


def _write(review: Review, release: Release, *, is_whole: bool) -> bytes:
    cover = review.cover
    draft = open_draft(cover, release)
    if is_whole:
        write_head(draft, cover)
        for place, basis in enumerate(review.bases, 1):
            write_paragraph(draft, merge((*basis, "." if place == len(review.bases) else ";")), BASIS)
        for phrase in review.opening:
            write_paragraph(draft, phrase)
        for section in review.sections:
            write_section(draft, section)
        for phrase in review.closing:
            # A signature never stands alone on a page.
            write_paragraph(draft, phrase).paragraph_format.keep_with_next = True
        write_end(draft, cover)
    for number, annex in enumerate(review.annexes, 1):
        if is_whole or number > 1:
            draft.turn_page(is_wide=is_wide_section(annex))
        else:
            draft.lay_page(is_wide=is_wide_section(annex))
            write_title(draft, cover)
        write_annex_section(draft, annex, number, len(review.annexes))
    kind = "review" if is_whole else "annex"
    head = Head(kind, cover.area_id, cover.period, cover.language, cover.release_id)
    store_word_marks(draft.document, head, draft.marks)
    content = io.BytesIO()
    draft.document.save(content)
    return content.getvalue()


def open_draft(cover: Cover, release: Release) -> Draft:
    """An empty document in the form of the decree: A4, page numbers from page 2, what it was made from at the foot of every page."""
    document = docx.Document()
    set_styles(document, cover.language)
    section = document.sections[0]
    set_page(section, is_wide=False)
    section.different_first_page_header_footer = True
    add_counter(section.header.paragraphs[0], "PAGE", "2")
    for footer in (section.footer, section.first_page_footer):
        write_foot(footer, cover)
    properties = document.core_properties
    properties.title, properties.author, properties.language = cover.title, cover.agency, cover.language
    properties.subject = cover.area_name
    properties.comments = cover.simulated
    properties.keywords = cover.release_id
    properties.created = properties.modified = release.info.created_at
    return Draft(document, release)


def write_foot(footer: _Header | Any, cover: Cover) -> None:
    """Release and day of the numbers, and whether any is simulated."""
    parts = [
        _("Release {release}", release=cover.release_id),
        _("Figures as of {date}", date=format_date(cover.data_as_of)),
        _("simulated where marked") if cover.simulated else "",
    ]
    footer.paragraphs[0].add_run(" · ".join(part for part in parts if part))
