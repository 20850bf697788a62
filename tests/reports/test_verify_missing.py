"""A number deleted by hand is missed although numbers without a key, of laws, of rows, of years, say the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from reports.deck import write_deck
from reports.figures_of import collect_figures
from reports.marks import PREFIX, Head, Mark, add_phrase, store_word_marks
from reports.verify import Kind, Verification, verify
from tests.reports.stories import build_story
from warehouse.queries import Release, open_release
from wording.language import use_language
from wording.phrases import Figure, Phrase

PHRASES: tuple[Phrase, ...] = (
    ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 6 tháng 8 năm 2025; Kế hoạch số 118/KH-UBND",),
    ("Năm 2025, thành phố đạt ", Figure("met", "6"), "/", Figure("due", "8"), " chỉ tiêu."),
    ("Có ", Figure("reported", "118"), "/", Figure("expected", "126"), " đơn vị báo cáo, tăng ", Figure("change", "6"), "."),
    ("Còn thiếu ", Figure("gap", "12.345"), " người, chiếm ", Figure("share", "31,25%"), "."),
)  # fmt: skip
ROWS = tuple((str(number), Figure(f"row-{number}", str(number))) for number in (3, 6, 8, 118))
FIGURES = [part for phrase in PHRASES for part in phrase if isinstance(part, Figure)] + [row[1] for row in ROWS]
TOLD = {figure.key: figure.text for figure in FIGURES}


@pytest.fixture(scope="module")
def release(only_real_folder: Path) -> Release:
    use_language("vi")
    return open_release(only_real_folder)


@pytest.fixture
def report(tmp_path: Path, release: Release) -> Path:
    """Sentences among numbers of laws, and a table whose rows are numbered."""
    document, marks = Document(), list[Mark]()
    for phrase in PHRASES:
        add_phrase(document.add_paragraph(), phrase, marks)
    table = document.add_table(len(ROWS), 2)
    for place, (number, figure) in enumerate(ROWS):
        table.cell(place, 0).text = number
        add_phrase(table.cell(place, 1).paragraphs[0], (figure,), marks)
    store_word_marks(document, Head("review", "01.2025-07", "2025", "vi", release.release_id), marks)
    document.save(str(tmp_path / "report.docx"))
    return tmp_path / "report.docx"


def check(path: Path, folder: Path) -> Verification:
    return verify(path, folder, recompose=lambda _head, _release: TOLD)


def list_runs(document: Any) -> Iterator[tuple[str, Any]]:
    """Runs of numbers with the names of their bookmarks."""
    for start in document.element.iter(qn("w:bookmarkStart")):
        if start.get(qn("w:name"), "").startswith(PREFIX):
            yield start.get(qn("w:name")), start.getnext()


@pytest.mark.parametrize("has_bookmarks", [True, False])
@pytest.mark.parametrize("stands", ["", "sáu"])
@pytest.mark.parametrize("key", TOLD)
def test_each_number_taken_out_is_missed(
    report: Path, only_real_folder: Path, key: str, stands: str, has_bookmarks: bool
) -> None:
    document = Document(str(report))
    runs = list(list_runs(document))
    runs[list(TOLD).index(key)][1].find(qn("w:t")).text = stands
    if not has_bookmarks:
        for element in list(document.element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            element.getparent().remove(element)
    document.save(str(report))
    assert [one.key for one in check(report, only_real_folder).differences] == [key]


def test_cells_emptied_whole_are_missed(report: Path, only_real_folder: Path) -> None:
    document = Document(str(report))
    for row in document.tables[0].rows:
        paragraph = row.cells[1].paragraphs[0]._p
        for child in list(paragraph):
            paragraph.remove(child)
    document.save(str(report))
    found = check(report, only_real_folder).differences
    assert [(one.kind, one.key) for one in found] == [(Kind.LOST, row[1].key) for row in ROWS]


def test_a_small_number_that_moves_with_its_bookmark_is_no_difference(report: Path, only_real_folder: Path) -> None:
    document = Document(str(report))
    second = document.paragraphs[1]._p
    added = document.add_paragraph("Cụ thể, số chỉ tiêu đã đạt là ")._p
    for child in list(second)[1:4]:
        added.append(child)
    document.save(str(report))
    assert check(report, only_real_folder).differences == ()


def test_numbers_taken_out_of_a_deck_one_by_one_are_missed(
    tmp_path: Path, release: Release, only_real_folder: Path
) -> None:
    story, path = build_story(release), tmp_path / "deck.pptx"
    content = write_deck(story, release)
    for seed in range(4):
        path.write_bytes(content)
        presentation = Presentation(str(path))
        runs = [
            element
            for slide in presentation.slides
            for element in slide._element.iter("{*}r")
            if element.find("{*}rPr") is not None and element.find("{*}rPr").get("bmk", "").startswith(PREFIX)
        ]
        random.Random(seed).choice(runs).find("{*}t").text = ""
        presentation.save(str(path))
        found = verify(path, only_real_folder, recompose=lambda _head, _release: collect_figures(story))
        assert [one.kind for one in found.differences] == [Kind.LOST], seed
