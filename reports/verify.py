"""Holding an edited document against a release: which numbers were changed by hand, and which the release says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reports.marks import Head, Marked, read_marks
from reports.matching import Outcome, match_marks
from reports.number_tokens import list_numbers
from reports.office_files import READ_ERRORS, check_size
from reports.passages import LABEL
from reports.recompose import recompose_figures
from reports.standing import Standing, read_standing
from reports.storyline_file import read_edits
from warehouse.errors import InputFileError
from warehouse.queries import Release, open_release
from wording.format import MISSING, format_number
from wording.language import N_, _

Recompose = Callable[[Head, Release], dict[str, str]]
CONTEXT = 60


class Kind(StrEnum):
    """How a number differs: changed by hand, told otherwise by the release, or no longer in the document."""

    EDITED = "edited"
    OUTDATED = "outdated"
    LOST = "lost"


DIFFERENCE_WORDS: Mapping[Kind, str] = {
    Kind.EDITED: N_("changed by hand"),
    Kind.OUTDATED: N_("the release says otherwise"),
    Kind.LOST: N_("no longer there"),
}


@dataclass(frozen=True)
class Difference:
    """A number that does not match.

    Attributes
    ----------
    where : str
        Slide and shape, or paragraph or cell, in words.
    key : str
        What it counts.
    written : str
        As the document was made.
    stands : str or None
        As it is read now; null where it is gone.
    release : str or None
        As the release says; null where the release says nothing of it any more.
    """

    kind: Kind
    where: str
    key: str
    written: str
    stands: str | None
    release: str | None


@dataclass(frozen=True)
class Verification:
    """What came of holding a document against a release: numbers looked at, and those that differ, in reading order."""

    head: Head
    release_id: str
    checked: int
    differences: tuple[Difference, ...]


def verify(
    path: Path, release_folder: Path, release_id: str | None = None, recompose: Recompose = recompose_figures
) -> Verification:
    """Hold a .docx or .pptx against a release, in the language in use.

    Parameters
    ----------
    release_folder : Path
        Of the warehouse.
    release_id : str or None
        Release to hold it against; the one it was made from when null.
    recompose : callable
        Numbers by key that a release gives for a document of that kind, place, period and language.

    Raises
    ------
    InputFileError
        The file is not ours, damaged, or without hidden keys.
    ReleaseError
        The release is not kept.
    """
    marked, standing = _read(path)
    release = open_release(release_folder, release_id or marked.head.release_id)
    with release.connection:
        told = recompose(marked.head, release)
    outcomes = match_marks(marked.passages, standing, marked.numbers)
    differences = [found for outcome in outcomes if (found := _judge(outcome, told)) is not None]
    by_hand = list(_list_by_hand(marked.head, standing))
    return Verification(
        marked.head, release.release_id, len(outcomes) + len(by_hand), _say_once([*differences, *by_hand])
    )


def _list_by_hand(head: Head, standing: Sequence[Standing]) -> Iterator[Difference]:
    """Titles, notes and texts with numbers that people wrote into the story before the document was made."""
    if not head.edits:
        return
    slides = {one.passage.text: one.slide for one in reversed(standing)}
    for edit in read_edits(head.edits.encode()).scenes:
        written = [
            *((_("title"), text) for text in [edit.title or ""]),
            *((_("notes"), text) for text in edit.notes or ()),
            *((_("text"), text) for text in edit.text),
        ]
        for what, text in written if edit.is_shown else ():
            if list_numbers(text):
                slide = _("slide {number}", number=slides[text]) if text in slides else ""
                where = ", ".join(part for part in (slide, what, _("written in the storyline")) if part)
                yield Difference(Kind.EDITED, where, "", MISSING, _shorten(text), None)


def _read(path: Path) -> tuple[Marked, list[Standing]]:
    try:
        content = path.read_bytes()
        check_size(content, path.name)
        marked = read_marks(content)
        if marked is None:
            raise InputFileError(
                path.name,
                "no hidden keys: it was not made here, or it was saved by a program that drops them. Make it again from the release",
                "không có dấu ẩn của số liệu: tệp không do hệ thống này lập, hoặc phần mềm lưu tệp đã làm mất dấu. Hãy lập lại tệp",
            )
        return marked, read_standing(content)
    except FileNotFoundError as error:
        raise InputFileError(path.name, "no such file", "không có tệp này") from error
    except READ_ERRORS as error:
        raise InputFileError(
            path.name,
            "cannot be read as a .docx or .pptx; open it in Word or PowerPoint, save it again, and check it once more",
            "không đọc được như tệp .docx hoặc .pptx; hãy mở bằng Word hoặc PowerPoint, lưu lại rồi kiểm tra lần nữa",
        ) from error


def _judge(outcome: Outcome, told: dict[str, str]) -> Difference | None:
    """What is wrong with a number; null where nothing is."""
    mark = outcome.mark
    release = told.get(mark.key)
    if outcome.stands is None:
        kind = Kind.LOST
    elif not outcome.is_same:
        kind = Kind.EDITED
    elif release != mark.text:
        kind = Kind.OUTDATED
    else:
        return None
    stands = outcome.stands
    if outcome.is_value and stands is not None and kind is Kind.EDITED:
        stands = _write_value(float(stands))
    return Difference(kind, tell_where(outcome), mark.key, mark.text, stands, release)


def _write_value(value: float) -> str:
    """A number of a data sheet as people read it, without needless decimals."""
    places = next(places for places in range(7) if places == 6 or round(value, places) == value)
    return format_number(value, places)


def _say_once(differences: list[Difference]) -> tuple[Difference, ...]:
    """Each difference once, though a chart holds a number in its data sheet and on its label."""
    return tuple({(one.kind, one.where, one.key, one.stands or ""): one for one in differences}.values())


def tell_where(outcome: Outcome) -> str:
    """Where a number stands, or stood, in words."""
    standing = outcome.standing
    place = standing.passage.place if standing else outcome.written.place
    shape, _sign, rest = place.partition("¶")
    if not rest:
        return _tell_in_word(place, (standing.passage if standing else outcome.written).text)
    slide = _("slide {number}", number=standing.slide) if standing else ""
    what = _("notes") if standing and standing.is_note else shape
    detail = _tell_detail(rest.removesuffix(LABEL).removesuffix("¶cached"))
    return ", ".join(part for part in (slide, what, detail) if part)


def _tell_detail(rest: str) -> str:
    """Row and column of a table, series and category of a chart; nothing for a paragraph."""
    if "¶" in rest:
        return rest.replace("¶", " · ")
    spots = rest.split(",")
    return _("row {row}, column {column}", row=spots[0], column=spots[1]) if len(spots) == 3 else ""


def _tell_in_word(place: str, text: str) -> str:
    kind, _space, spot = place.partition(" ")
    if kind == "table":
        table, row, column = spot.split(",")
        return _("table {table}, row {row}, column {column}", table=table, row=row, column=column)
    return _("paragraph {number}: “{text}”", number=spot, text=_shorten(text))


def _shorten(text: str) -> str:
    """The first words of a text."""
    return text if len(text) <= CONTEXT else text[:CONTEXT].rsplit(" ", 1)[0] + "…"
