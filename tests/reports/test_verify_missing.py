"""A number deleted by hand is missed although numbers without a key, of laws, of rows, of years, say the same."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from reports.blocks import Story
from reports.deck import write_deck
from reports.figures_of import collect_figures
from reports.marks import PREFIX, Head, Mark, add_phrase, store_word_marks
from reports.storyline_file import add_scene, apply_edits, change_scene, start_edits, write_edits
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


@pytest.fixture(scope="module")
def story(release: Release) -> Story:
    return build_story(release)


@pytest.fixture(scope="module")
def deck(story: Story, release: Release) -> bytes:
    return write_deck(story, release)


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
    tmp_path: Path, story: Story, deck: bytes, only_real_folder: Path
) -> None:
    path = tmp_path / "deck.pptx"
    for seed in range(4):
        presentation = Presentation(io.BytesIO(deck))
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


@pytest.mark.parametrize("place", range(1, 9))
def test_numbers_of_a_slide_taken_out_are_not_looked_for_on_others(
    tmp_path: Path, story: Story, deck: bytes, only_real_folder: Path, place: int
) -> None:
    presentation = Presentation(io.BytesIO(deck))
    entry = list(presentation.slides._sldIdLst)[place]
    presentation.part.drop_rel(entry.rId)
    presentation.slides._sldIdLst.remove(entry)
    presentation.save(str(tmp_path / "deck.pptx"))
    found = verify(tmp_path / "deck.pptx", only_real_folder, recompose=lambda _head, _release: collect_figures(story))
    assert found.differences
    assert {one.kind for one in found.differences} == {Kind.LOST}
    assert not [one.where for one in found.differences if "trang chiếu" in one.where]


def test_numbers_written_in_the_storyline_are_words_by_hand(
    tmp_path: Path, story: Story, release: Release, only_real_folder: Path
) -> None:
    scene = story.scenes[-1]
    short = replace(story, scenes=(scene, replace(story.scenes[-2], title=("Không có số",))))
    edits = start_edits(short)
    edits = change_scene(
        edits, scene.scene_id, title="Đã đạt 9/9 chỉ tiêu", notes=("Lời dẫn không có số", "Còn 12 người")
    )
    edits = change_scene(edits, short.scenes[1].scene_id, title="Không có số")
    edits = add_scene(edits, "Màn riêng", ("Năm 2027 xong",))
    edits = change_scene(add_scene(edits, "Màn ẩn 2028", ()), "own-2", is_shown=False)
    told = apply_edits(short, edits)
    (tmp_path / "deck.pptx").write_bytes(write_deck(told, release, edits=write_edits(edits).decode()))
    found = verify(tmp_path / "deck.pptx", only_real_folder, recompose=lambda _head, _release: collect_figures(short))
    assert [(one.kind, one.where, one.stands, one.release) for one in found.differences] == [
        (Kind.EDITED, "trang chiếu 2, tiêu đề, viết trong kịch bản", "Đã đạt 9/9 chỉ tiêu", None),
        (Kind.EDITED, "trang chiếu 2, ghi chú, viết trong kịch bản", "Còn 12 người", None),
        (Kind.EDITED, "trang chiếu 4, lời, viết trong kịch bản", "Năm 2027 xong", None),
    ]
