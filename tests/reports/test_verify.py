"""An untouched document has no differences; numbers changed by hand, gone, or told otherwise by the release are named, and no others."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pptx import Presentation

from reports.blocks import Story
from reports.deck import write_deck
from reports.figures_of import collect_figures
from reports.marks import Head, Mark, add_phrase, read_marks, store_word_marks
from reports.verify import Kind, Verification, verify
from tests.reports.stories import build_story
from warehouse.errors import InputFileError, ReleaseError
from warehouse.queries import Release, open_release
from wording.language import use_language
from wording.phrases import Figure, Phrase

PHRASES: tuple[Phrase, ...] = (
    (
        "Tỷ lệ tăng từ ",
        Figure("from", "31,25%"),
        " lên ",
        Figure("to", "39,10%"),
        ", còn thiếu ",
        Figure("gap", "12.345"),
        " người.",
    ),
    ("Có ", Figure("reported", "118"), "/", Figure("expected", "126"), " đơn vị báo cáo."),
    (
        "Toàn thành phố có ",
        Figure("holders", "1.234.567"),
        " người được công nhận, chiếm ",
        Figure("share", "41,59%"),
        ".",
    ),
)
CELLS = (("a", "45,10%"), ("b", "45,10%"), ("c", "7"), ("d", "1.000"))
TOLD = {part.key: part.text for phrase in PHRASES for part in phrase if isinstance(part, Figure)} | dict(CELLS)


@pytest.fixture(scope="module")
def release(only_real_folder: Path) -> Release:
    use_language("vi")
    return open_release(only_real_folder)


@pytest.fixture
def report(tmp_path: Path, release: Release) -> Path:
    """A Word document with three sentences and a table of numbers alone."""
    document, marks = Document(), list[Mark]()
    for phrase in PHRASES:
        add_phrase(document.add_paragraph(), phrase, marks)
    table = document.add_table(2, 2)
    for number, (key, text) in enumerate(CELLS):
        add_phrase(table.cell(number // 2, number % 2).paragraphs[0], (Figure(key, text),), marks)
    store_word_marks(document, Head("review", "01.2025-07", "2025", "vi", release.release_id), marks)
    document.save(str(tmp_path / "report.docx"))
    return tmp_path / "report.docx"


@pytest.fixture(scope="module")
def story(release: Release) -> Story:
    return build_story(release)


@pytest.fixture(scope="module")
def deck_bytes(story: Story, release: Release) -> bytes:
    return write_deck(story, release)


@pytest.fixture
def deck(tmp_path: Path, deck_bytes: bytes) -> Path:
    (tmp_path / "deck.pptx").write_bytes(deck_bytes)
    return tmp_path / "deck.pptx"


def check(path: Path, folder: Path, told: dict[str, str] | None = None) -> Verification:
    return verify(path, folder, recompose=lambda _head, _release: TOLD if told is None else told)


def list_found(verification: Verification) -> list[tuple[Kind, str, str | None]]:
    return [(one.kind, one.key, one.stands) for one in verification.differences]


def edit_runs(path: Path, changes: dict[str, str]) -> None:
    """Type over runs, the bookmarks left as they are."""
    document = Document(str(path))
    tables = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in [*document.paragraphs, *(one for cell in tables for one in cell.paragraphs)]:
        for run in paragraph.runs:
            run.text = changes.pop(run.text, run.text)
    assert not changes
    document.save(str(path))


def drop_bookmarks(path: Path) -> None:
    document = Document(str(path))
    for element in list(document.element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        element.getparent().remove(element)
    document.save(str(path))


def find_run(slide: Any, text: str) -> Any:
    return next(
        run
        for shape in slide.shapes
        if shape.has_text_frame
        for one in shape.text_frame.paragraphs
        for run in one.runs
        if run.text == text
    )


def test_an_untouched_report_has_no_difference(report: Path, only_real_folder: Path) -> None:
    found = check(report, only_real_folder)
    assert (found.checked, found.differences) == (len(TOLD), ())
    assert found.head.area_id == "01.2025-07"


@pytest.mark.parametrize("has_bookmarks", [True, False])
def test_exactly_the_numbers_changed_by_hand_are_named(
    report: Path, only_real_folder: Path, has_bookmarks: bool
) -> None:
    edit_runs(report, {"39,10%": "49,10%", "118": "120", "7": "8"})
    if not has_bookmarks:
        drop_bookmarks(report)
    found = check(report, only_real_folder)
    assert list_found(found) == [
        (Kind.EDITED, "to", "49,10%"),
        (Kind.EDITED, "reported", "120"),
        (Kind.EDITED, "c", "8"),
    ]
    assert "đoạn 1" in found.differences[0].where
    assert found.differences[2].where == "bảng 1, hàng 2, cột 1"
    assert [one.written for one in found.differences] == ["39,10%", "118", "7"]
    assert [one.release for one in found.differences] == ["39,10%", "118", "7"]


def test_a_digit_typed_beside_a_bookmark_is_seen(report: Path, only_real_folder: Path) -> None:
    document = Document(str(report))
    document.paragraphs[1].runs[1].text = "118"
    document.paragraphs[1].runs[2].text = "0/"
    document.save(str(report))
    assert list_found(check(report, only_real_folder)) == [(Kind.EDITED, "reported", "1180")]


def test_words_rewritten_around_numbers_are_no_difference(report: Path, only_real_folder: Path) -> None:
    edit_runs(report, {"Tỷ lệ tăng từ ": "So với năm trước, tỷ lệ đã tăng mạnh, từ ", " người.": " người nữa mới đạt."})
    document = Document(str(report))
    document.paragraphs[0].insert_paragraph_before("Đoạn người ta viết thêm, có số 2025.")
    document.save(str(report))
    assert check(report, only_real_folder).differences == ()


def test_a_number_moved_elsewhere_is_no_difference(report: Path, only_real_folder: Path) -> None:
    document = Document(str(report))
    document.add_paragraph("Cuối cùng, ").add_run("1.234.567")
    document.paragraphs[2].runs[1].text = "nhiều"
    document.save(str(report))
    assert check(report, only_real_folder).differences == ()


def test_a_paragraph_moved_as_a_whole_is_no_difference(report: Path, only_real_folder: Path) -> None:
    document = Document(str(report))
    first, third = document.paragraphs[0]._p, document.paragraphs[2]._p
    third.addnext(first)
    document.save(str(report))
    drop_bookmarks(report)
    assert check(report, only_real_folder).differences == ()


def test_numbers_taken_out_are_lost(report: Path, only_real_folder: Path) -> None:
    document = Document(str(report))
    gone = document.paragraphs[1]._p
    gone.getparent().remove(gone)
    document.paragraphs[1].runs[3].text = ""
    document.save(str(report))
    assert list_found(check(report, only_real_folder)) == [
        (Kind.LOST, "reported", None), (Kind.LOST, "expected", None), (Kind.LOST, "share", None),
    ]  # fmt: skip


def test_what_the_release_says_otherwise_is_outdated(report: Path, only_real_folder: Path) -> None:
    told = {**TOLD, "gap": "11.000"}
    del told["holders"]
    found = check(report, only_real_folder, told)
    assert list_found(found) == [(Kind.OUTDATED, "gap", "12.345"), (Kind.OUTDATED, "holders", "1.234.567")]
    assert [one.release for one in found.differences] == ["11.000", None]


def test_an_untouched_deck_has_no_difference(deck: Path, story: Story, only_real_folder: Path) -> None:
    found = check(deck, only_real_folder, collect_figures(story))
    assert found.differences == ()
    assert found.checked > 200


def change_three(path: Path) -> None:
    """A number of a sentence, of a table and of the data sheet of a chart."""
    presentation = Presentation(str(path))
    find_run(presentation.slides[2], "39,10%").text = "49,10%"
    table = next(shape.table for shape in presentation.slides[7].shapes if shape.has_table)
    table.cell(2, 1).text_frame.paragraphs[0].runs[0].text = "999.999"
    chart = next(shape.chart for shape in presentation.slides[4].shapes if shape.has_chart)
    part = chart.part.chart_workbook.xlsx_part
    book, changed = load_workbook(io.BytesIO(part.blob)), io.BytesIO()
    book.active["B3"] = 12.5
    book.save(changed)
    part._blob = changed.getvalue()
    presentation.save(str(path))


def test_exactly_the_three_numbers_changed_in_a_deck_are_named(
    deck: Path, story: Story, only_real_folder: Path
) -> None:
    change_three(deck)
    found = check(deck, only_real_folder, collect_figures(story))
    assert sorted(list_found(found)) == [
        (Kind.EDITED, "bar-1", "12,5"), (Kind.EDITED, "count-1", "999.999"), (Kind.EDITED, "to", "49,10%"),
    ]  # fmt: skip
    assert all(one.where.startswith("trang chiếu ") for one in found.differences)


def test_slides_put_into_another_order_are_no_difference(deck: Path, story: Story, only_real_folder: Path) -> None:
    presentation = Presentation(str(deck))
    order = presentation.slides._sldIdLst
    order.insert(1, list(order)[8])
    presentation.save(str(deck))
    assert check(deck, only_real_folder, collect_figures(story)).differences == ()


def test_a_slide_taken_out_loses_its_numbers_and_no_others(deck: Path, story: Story, only_real_folder: Path) -> None:
    presentation = Presentation(str(deck))
    entry = list(presentation.slides._sldIdLst)[7]
    presentation.part.drop_rel(entry.rId)
    presentation.slides._sldIdLst.remove(entry)
    presentation.save(str(deck))
    found = check(deck, only_real_folder, collect_figures(story))
    assert {one.kind for one in found.differences} == {Kind.LOST}
    assert {one.key for one in found.differences} >= {f"count-{number}" for number in range(6, 10)}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("name", ["deck", "report"])
def test_keys_survive_loading_and_saving_in_libreoffice(
    name: str, deck: Path, report: Path, story: Story, only_real_folder: Path, tmp_path: Path
) -> None:
    path, told = (deck, collect_figures(story)) if name == "deck" else (report, TOLD)
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        path.suffix[1:],
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "saved"), str(path)], check=True, capture_output=True)
    assert check(tmp_path / "saved" / path.name, only_real_folder, told).differences == ()


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04cut off"])
def test_a_damaged_file_is_refused_in_words(content: bytes, tmp_path: Path, only_real_folder: Path) -> None:
    path = tmp_path / "cut.docx"
    path.write_bytes(content)
    with pytest.raises(InputFileError, match=r"cut\.docx"):
        check(path, only_real_folder)


def test_a_document_of_others_and_one_that_is_not_there_are_refused(tmp_path: Path, only_real_folder: Path) -> None:
    Document().save(str(tmp_path / "other.docx"))
    with pytest.raises(InputFileError, match="no hidden keys"):
        check(tmp_path / "other.docx", only_real_folder)
    with pytest.raises(InputFileError, match="no such file"):
        check(tmp_path / "gone.docx", only_real_folder)


def test_a_release_that_is_not_kept_is_told(report: Path, only_real_folder: Path) -> None:
    with pytest.raises(ReleaseError):
        verify(report, only_real_folder, "19990101T000000Z-00000000", lambda _head, _release: TOLD)


def test_edits_of_the_storyline_are_kept_with_the_document(story: Story, release: Release) -> None:
    short = Story(story.cover, story.scenes[-1:])
    marked = read_marks(write_deck(short, release, edits='{"order": ["proposals"], "title": "Kiến nghị & đề xuất"}'))
    assert marked is not None
    assert marked.head.edits == '{"order": ["proposals"], "title": "Kiến nghị & đề xuất"}'
