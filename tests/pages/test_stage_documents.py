"""Documents beside the stage: made as people arranged them, for every ward, and checked after they were edited."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from reports.documents import Kind, Order, make_document, name_file
from reports.verify import verify
from reports.wards import Progress
from ui import stage_documents
from ui.stage_documents import LABELS, build_document, check_upload, write_differences
from warehouse.errors import Dich2030Error
from warehouse.publish import read_current_id
from warehouse.queries import open_release
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG, HANOI, WARD = "trinh-chieu", "01.2025-07", "00004.2025-07"


@pytest.fixture(autouse=True)
def speak_vietnamese() -> None:
    use_language("vi")


def list_labels(screen: AppTest) -> list[str]:
    return [button.proto.label for button in screen.get("download_button")]


def test_every_document_has_its_button_and_a_ward_has_no_map(open_page: OpenPage, demonstration_folder: Path) -> None:
    city = list_labels(open_page(demonstration_folder, SLUG, noi=HANOI, ky="2025"))
    ward = list_labels(open_page(demonstration_folder, SLUG, noi=WARD, ky="2025"))
    assert len(LABELS) == len([label for label in city if label.endswith(")") and "HTML" not in label])
    assert set(city) - set(ward) == {"Bản đồ (PDF, A3)"}


def test_slides_are_as_people_arranged_the_storyline(demonstration_folder: Path) -> None:
    from reports.documents import make_story
    from reports.storyline_file import change_scene, start_edits, write_edits

    release_id = read_current_id(demonstration_folder)
    assert release_id is not None
    order = Order(Kind.DECK, ".pptx", WARD, "2025", "vi")
    release = open_release(demonstration_folder)
    story = make_story(release, order)
    release.connection.close()
    edits = change_scene(start_edits(story), story.scenes[0].scene_id, title="Lời của chúng tôi")
    edits = change_scene(edits, story.scenes[-1].scene_id, is_shown=False)
    arranged = Order(Kind.DECK, ".pptx", WARD, "2025", "vi", edits=write_edits(edits))
    slides = Presentation(io.BytesIO(build_document(str(demonstration_folder), release_id, arranged))).slides
    assert len(slides) == len(story.scenes)  # the cover, and all but one
    assert any("Lời của chúng tôi" in shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame)


def test_wards_are_made_with_a_bar_and_those_without_a_document_are_named(
    open_page: OpenPage, demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Order] = []

    def make(_folder: Path, _release: Any, order: Order, target: Path) -> Iterator[Progress]:
        asked.append(order)
        yield Progress(1, 2, WARD)
        yield Progress(2, 2, "nowhere", "nơi này chưa có số liệu", "no figures here")
        target.write_bytes(b"PK")

    monkeypatch.setattr(stage_documents, "make_ward_documents", make)
    screen = open_page(demonstration_folder, SLUG, noi=HANOI, ky="2025")
    screen.button(key="make_ward_documents").click().run()
    assert [(one.kind, one.suffix, one.area_id) for one in asked] == [(Kind.REVIEW, ".docx", HANOI)]
    assert "nơi này chưa có số liệu" in screen.info[0].value
    assert "Lấy tệp zip: review_01.2025-07_2025_vi.zip" in list_labels(screen)


def test_an_edited_document_is_told_number_by_number(demonstration_folder: Path, tmp_path: Path) -> None:
    release = open_release(demonstration_folder)
    order = Order(Kind.DECK, ".pptx", WARD, "2025", "vi")
    path = tmp_path / name_file(order)
    path.write_bytes(make_document(release, order))
    release.connection.close()
    assert "0 khác biệt" in write_differences(verify(path, demonstration_folder))
    slides = Presentation(str(path))
    runs = [
        run for shape in slides.slides[1].shapes if shape.has_text_frame for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs if run.text.endswith("%")
    ]  # fmt: skip
    before, runs[0].text = runs[0].text, "99,99%"
    slides.save(str(path))
    told = write_differences(verify(path, demonstration_folder))
    assert "1 khác biệt" in told
    assert before in told
    assert "99,99%" in told


def test_a_process_beside_the_server_does_not_draw_the_screen() -> None:
    """Started by the pool that makes documents of wards, it reads the server's script again under this name."""
    shell = Path(stage_documents.__file__).with_name("shell.py")
    script = f"import runpy; print('run_shell' in runpy.run_path({str(shell)!r}, run_name='__mp_main__'))"
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=shell.parents[1], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "True"
    assert not told.stderr


def test_a_damaged_file_handed_in_is_told() -> None:
    found = check_upload("../../report.docx", b"PK no zip")
    assert isinstance(found, Dich2030Error)
    assert "report.docx" in found.message_vi
