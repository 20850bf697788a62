"""The numbers a release gives for a document that was made before."""

from __future__ import annotations

from reports.content import read_content
from reports.cover import compose_cover
from reports.figures_of import collect_figures
from reports.marks import Head
from reports.review import compose_review
from reports.scenes import compose_story
from warehouse.errors import InputFileError
from warehouse.queries import Release
from wording.language import speak

DECK, REVIEW, ANNEX = "deck", "review", "annex"


def recompose_figures(head: Head, release: Release) -> dict[str, str]:
    """Text of every number by its key, in the language of the document.

    What people took out of a story or put into another order changes no number: all scenes are composed.

    Raises
    ------
    ContentError
        The release knows no such place or period.
    InputFileError
        The document is of a kind this version does not make.
    """
    if head.kind not in (DECK, REVIEW, ANNEX):
        raise InputFileError(
            head.kind, "a kind of document this version does not make", "loại tài liệu phiên bản này không lập"
        )
    with speak(head.language):
        content = read_content(release, head.area_id, head.period)
        cover = compose_cover(content)
        return collect_figures(compose_story(content, cover) if head.kind == DECK else compose_review(content, cover))
