"""Files people hand in: damaged ones, huge ones and odd ones are refused in words; ours are read as a template."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pptx.util import Emu

from reports import office_files
from reports.blocks import Story
from reports.content import read_content
from reports.cover import compose_cover
from reports.deck import check_logo, write_deck
from reports.deck.template import open_ground
from reports.figures_of import collect_figures
from reports.marks import Head, Mark, Marked, Passage, add_phrase, parse_marks, store_word_marks, write_marks
from reports.verify import verify
from tests.reports.stories import build_story
from warehouse.errors import InputFileError
from warehouse.queries import Release, open_release
from wording.language import use_language
from wording.phrases import Figure

HEAD = Head("review", "01.2025-07", "2025", "vi", "release")


@pytest.fixture(scope="module")
def release(only_real_folder: Path) -> Release:
    use_language("vi")
    return open_release(only_real_folder)


@pytest.fixture(scope="module")
def story(release: Release) -> Story:
    whole = build_story(release)
    return replace(whole, scenes=whole.scenes[:3])


def write_report() -> bytes:
    document, marks, content = Document(), list[Mark](), io.BytesIO()
    add_phrase(document.add_paragraph(), ("Có ", Figure("reported", "118"), " đơn vị."), marks)
    store_word_marks(document, HEAD, marks)
    document.save(content)
    return content.getvalue()


def save_empty_deck(width: int = 9_144_000) -> bytes:
    presentation, content = Presentation(), io.BytesIO()
    presentation.slide_width = presentation.slide_height = Emu(width)
    presentation.save(content)
    return content.getvalue()


def change_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        for one in package.namelist():
            copy.writestr(one, change(package.read(one)) if one == name else package.read(one))
    return written.getvalue()


def encrypt(content: bytes) -> bytes:
    """A package whose members say that they are encrypted."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def spoil(content: bytes) -> bytes:
    """A package whose members cannot be inflated."""
    changed = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        starts = [info.header_offset for info in package.infolist()]
    for start in starts:
        data = start + 30 + sum(int.from_bytes(content[start + at : start + at + 2], "little") for at in (26, 28))
        changed[data : data + 20] = b"\xff" * 20
    return bytes(changed)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "encrypted": encrypt,
    "spoiled": spoil,
    "half": lambda content: content[: len(content) // 2],
    "main part of another kind": lambda content: change_part(
        change_part(content, "word/document.xml", lambda _part: b"<a/>"), "ppt/presentation.xml", lambda _part: b"<a/>"
    ),
    "relations empty": lambda content: change_part(content, "_rels/.rels", lambda _part: b"<Relationships/>"),
    "types empty": lambda content: change_part(content, "[Content_Types].xml", lambda _part: b"<Types/>"),
    "theme gone": lambda content: change_part(content, "ppt/slideLayouts/slideLayout1.xml", lambda _part: b"<a/>"),
}


@pytest.mark.parametrize("damage", ["encrypted", "spoiled", "half"])
def test_a_damaged_report_is_refused(tmp_path: Path, only_real_folder: Path, damage: str) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(DAMAGES[damage](write_report()))
    with pytest.raises(InputFileError, match=r"report\.docx"):
        verify(path, only_real_folder)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_template_is_refused(damage: str) -> None:
    with pytest.raises(InputFileError, match="PowerPoint"):
        open_ground(DAMAGES[damage](save_empty_deck()), "16:9")


@pytest.mark.parametrize("error", [zlib.error, RuntimeError, TypeError, StopIteration, NotImplementedError, IndexError])
def test_what_damaged_files_raise_is_known(error: type[Exception]) -> None:
    assert issubclass(error, office_files.READ_ERRORS)


@pytest.mark.parametrize("value", ["many", "nan", "inf"])
def test_a_value_in_the_hidden_part_that_is_no_number_is_refused(value: str) -> None:
    passage = Passage("chart¶series¶category", (Mark("", "key", "1", value),))
    with pytest.raises(ValueError, match=value):
        parse_marks(write_marks(Marked(HEAD, (passage,))))


def test_slides_too_small_to_write_on_are_refused() -> None:
    with pytest.raises(InputFileError, match="too little room"):
        open_ground(save_empty_deck(914_400), "16:9")


def test_a_file_that_unfolds_beyond_all_measure_is_not_unfolded(
    tmp_path: Path, only_real_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_files, "MOST_WORDS", 2_000_000)
    bomb = change_part(write_report(), "word/document.xml", lambda part: part + b" " * 3_000_000)
    (tmp_path / "bomb.docx").write_bytes(bomb)
    with pytest.raises(InputFileError, match="unfolds to more"):
        verify(tmp_path / "bomb.docx", only_real_folder)
    with pytest.raises(InputFileError, match="unfolds to more"):
        open_ground(change_part(save_empty_deck(), "ppt/presentation.xml", lambda part: part + b" " * 3_000_000), "4:3")


def test_a_deck_made_here_can_be_the_template_of_another(
    tmp_path: Path, story: Story, release: Release, only_real_folder: Path
) -> None:
    first = write_deck(replace(story, scenes=story.scenes[:1]), release)
    (tmp_path / "deck.pptx").write_bytes(write_deck(story, release, template=first))
    found = verify(tmp_path / "deck.pptx", only_real_folder, recompose=lambda _head, _release: collect_figures(story))
    assert found.differences == ()
    with zipfile.ZipFile(tmp_path / "deck.pptx") as package:
        assert (
            len([name for name in package.namelist() if name.startswith("customXml/item") and "Props" not in name]) == 1
        )


@pytest.mark.parametrize("kind", ["GIF", "none", "cut off"])
def test_a_logo_that_is_no_picture_is_refused(story: Story, release: Release, kind: str) -> None:
    content = io.BytesIO()
    Image.new("RGB", (300, 100), "#0b4f8a").save(content, "GIF" if kind == "GIF" else "PNG")
    logo = {"GIF": content.getvalue(), "none": b"no picture", "cut off": content.getvalue()[:60]}[kind]
    with pytest.raises(InputFileError, match="picture"):
        write_deck(story, release, logo=logo)


def test_a_logo_of_too_many_points_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO()
    Image.new("1", (300, 100)).save(content, "PNG")
    check_logo(content.getvalue())
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(InputFileError, match="picture"):
        check_logo(content.getvalue())


def test_characters_no_document_can_hold_are_left_out(story: Story, release: Release) -> None:
    content = read_content(release, "01.2025-07", "2025")
    cover = compose_cover(content, agency="Hội\x0bKhuyến học\uffff", superior="UBND\ud800")
    assert (cover.agency, cover.superior) == ("Hội Khuyến học", "UBND")
    write_deck(replace(story, cover=replace(cover), scenes=()), release, edits='{"title": "\uffff"}')
