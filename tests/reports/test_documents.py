"""Every document by one command, in every format; what cannot be made says why and leaves nothing behind."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import reports.pdf
from reports import wards
from reports.__main__ import app
from reports.documents import FORMATS, Kind, Order, find_area_id, list_ward_orders, make_document, make_story
from reports.wards import make_ward_documents
from warehouse.errors import DocumentError, ReleaseError
from warehouse.queries import Release, open_release
from wording.phrases import write

HANOI, WARD, SILENT = "01.2025-07", "00004.2025-07", "48.2025-07"
STARTS = {".pptx": b"PK", ".docx": b"PK", ".xlsx": b"PK", ".pdf": b"%PDF-", ".html": b"<!"}
EACH = [(kind, suffix) for kind, suffixes in FORMATS.items() for suffix in suffixes]


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    opened = open_release(demonstration_folder)
    yield opened
    opened.connection.close()


@pytest.fixture
def run(demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line on the demonstration warehouse."""
    monkeypatch.setenv("DICH_WAREHOUSE", str(demonstration_folder))

    def call(arguments: Sequence[str]) -> Result:
        return CliRunner().invoke(app, list(arguments))

    return call


@pytest.mark.parametrize(("kind", "suffix"), EACH, ids=[f"{kind}{suffix}" for kind, suffix in EACH])
def test_every_document_is_made_from_the_command_line(run: Any, tmp_path: Path, kind: Kind, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    told = run([kind, "--area", "01", "--period", "2025", "--lang", "en", "--out", str(out)])
    assert told.exit_code == 0, told.output
    assert out.read_bytes().startswith(STARTS[suffix])
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"--area": "999"}, "999"),
        ({"--period": "2019-H3"}, "2019-H3"),
        ({"--period": "2031"}, "2031"),
        ({"--out": "deck.odp"}, ".pptx"),
        ({"--release": "20200101T000000Z-00000000"}, "20200101T000000Z-00000000"),
    ],
    ids=["area", "no period", "later", "format", "release"],
)
def test_what_cannot_be_made_says_why_in_both_languages(
    run: Any, tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    asked = {"--area": "01", "--period": "2025", "--out": "deck.pptx"} | changes
    asked["--out"] = str(tmp_path / asked["--out"])
    told = run(["deck", *(part for pair in asked.items() for part in pair)])
    assert told.exit_code == 1
    vietnamese, english = told.output.replace("\n", " "), told.output
    assert words in vietnamese
    assert words in english
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "more",
    [
        ["--ratio", "5:4"],
        ["--lang", "fr"],
        ["--format", "pdf"],
        ["--all-wards"],
    ],
    ids=["ratio", "language", "format", "no zip"],
)
def test_options_that_cannot_be_are_wrong_usage(run: Any, tmp_path: Path, more: list[str]) -> None:
    out = tmp_path / "deck.pptx"
    told = run(["deck", "--area", "01", "--period", "2025", "--out", str(out), *more])
    assert told.exit_code == 2
    assert not out.exists()


def test_a_report_takes_no_template_and_no_storyline(run: Any, tmp_path: Path) -> None:
    (tmp_path / "some.pptx").write_bytes(b"")
    for option in ("--template", "--logo", "--storyline"):
        asked = ["review", "--area", "01", "--period", "2025", "--out", str(tmp_path / "a.docx")]
        assert run([*asked, option, str(tmp_path / "some.pptx")]).exit_code == 2


def test_a_folder_that_is_not_there_is_told(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "[/red]" / "wards.zip"
    told = run(["workbook", "--area", "24", "--period", "2025", "--all-wards", "--out", str(out)])
    assert told.exit_code == 1
    assert "không ghi được" in told.output


def test_an_official_code_means_the_area_it_meant_at_the_end_of_the_period(release: Release) -> None:
    assert find_area_id(release, "27", "2024") == "27.before-2025-07"
    assert find_area_id(release, "24", "2024") == "24.before-2025-07"
    assert find_area_id(release, "24", "2025") == "24.2025-07"
    assert find_area_id(release, "001.before-2025-07", "2025") == "001.before-2025-07"
    with pytest.raises(ReleaseError, match="27"):
        find_area_id(release, "27", "2025")


def test_an_untouched_deck_has_no_differences(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    run(["deck", "--area", "00004", "--period", "2025", "--out", str(out)])
    told = run(["verify", str(out)])
    assert told.exit_code == 0
    assert told.output.startswith("0 khác biệt")


def test_the_pages_as_pdf_say_what_the_story_says(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    set_: list[dict[str, Any]] = []
    monkeypatch.setattr(
        reports.pdf, "_set", lambda _name, data, *_rest: set_.append(json.loads(json.dumps(data))) or b""
    )
    order = Order(Kind.PAGES, ".pdf", HANOI, "2025", "vi")
    make_document(release, order)
    story = make_story(release, order)
    assert [scene["title"] for scene in set_[0]["scenes"]] == [write(scene.title) for scene in story.scenes]
    assert [scene["source"] for scene in set_[0]["scenes"]] == [write(scene.source) for scene in story.scenes]
    assert "mô phỏng" in set_[0]["simulated"]
    assert release.release_id in set_[0]["footer"]


@pytest.mark.parametrize(
    ("area_id", "language"), [(HANOI, "vi"), ("79.2025-07", "en"), ("24.2025-07", "vi"), (WARD, "en")]
)
def test_a_message_is_a_page(release: Release, area_id: str, language: str) -> None:
    order = Order(Kind.PAGES, ".pdf", area_id, "2025", language)
    pages = re.findall(rb"/Type\s*/Page\b", make_document(release, order))
    assert len(pages) == len(make_story(release, order).scenes)


def test_a_place_without_a_map_has_no_map_sheet(release: Release) -> None:
    with pytest.raises(DocumentError, match="no map"):
        make_document(release, Order(Kind.MAP, ".pdf", WARD, "2025", "vi"))


def test_wards_come_in_one_file_and_those_without_figures_are_told(
    demonstration_folder: Path, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Order(Kind.WORKBOOK, ".xlsx", HANOI, "2025", "vi")
    chosen = list_ward_orders(release, order)[:3]
    monkeypatch.setattr(
        wards, "list_ward_orders", lambda *_asked: [*chosen, Order(Kind.WORKBOOK, ".xlsx", "nowhere", "2025", "vi")]
    )
    target = tmp_path / "wards.zip"
    steps = list(make_ward_documents(demonstration_folder, release, order, target))
    assert [(step.done, step.count) for step in steps] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [step.area_id for step in steps if step.problem_vi] == ["nowhere"]
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as archive:
        assert sorted(archive.namelist()) == sorted(f"workbook_{one.area_id}_2025_vi.xlsx" for one in chosen)
        assert archive.testzip() is None
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_stopping_midway_leaves_no_file(demonstration_folder: Path, release: Release, tmp_path: Path) -> None:
    order = Order(Kind.WORKBOOK, ".xlsx", HANOI, "2025", "vi")
    steps = make_ward_documents(demonstration_folder, release, order, tmp_path / "wards.zip")
    next(steps)
    steps.close()
    assert not list(tmp_path.iterdir())


def test_a_place_without_wards_says_so(demonstration_folder: Path, release: Release, tmp_path: Path) -> None:
    order = Order(Kind.REVIEW, ".docx", WARD, "2025", "vi")
    with pytest.raises(DocumentError, match="no wards"):
        next(make_ward_documents(demonstration_folder, release, order, tmp_path / "wards.zip"))
