"""Nguồn số liệu, drawn: what the release was made of, and the cells behind the number being looked at."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from ui.downloads import build_csv
from ui.registers import write_documents, write_loads, write_releases, write_sources, write_status_key, write_targets
from warehouse import queries
from warehouse.model import Status
from warehouse.publish import list_releases
from warehouse.queries import Release, open_release
from wording.format import format_count
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG = "nguon-so-lieu"


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


@pytest.fixture(autouse=True)
def speak_vietnamese() -> None:
    use_language("vi")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_real_and_simulated_values_are_counted_apart(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, SLUG, lang=language)
    assert not screen.exception
    assert not screen.error
    use_language(language)
    loads = queries.list_loads(release)
    head = read_html(screen).split("class='d-section'")[0]
    for kind in (True, False):
        counted = loads.filter(pl.col("is_simulated") == kind)["accepted_count"].sum()
        assert format_count(int(counted)) in head


def test_a_release_without_simulation_says_so(open_page: OpenPage, only_real_folder: Path) -> None:
    html = read_html(open_page(only_real_folder, SLUG))
    assert "Không có số liệu mô phỏng." in html


def test_the_chosen_number_is_traced_to_its_cell(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_page(only_real_folder, SLUG, noi="735.before-2025-07", chi_tieu="learning_family_rate")
    html = read_html(screen)
    assert "22.796" in html
    assert "31.751" in html
    cells = queries.read_provenance(
        open_release(only_real_folder), "735.before-2025-07", "learning_family_rate", "2022", "total"
    )
    assert cells.height
    for cell in cells["cell"]:
        assert f"<b>{cell}</b>" in html


def test_a_place_without_a_value_says_there_is_nothing_to_trace(open_page: OpenPage, only_real_folder: Path) -> None:
    assert "Không có số để truy nguồn" in read_html(open_page(only_real_folder, SLUG, noi="96.2025-07"))


def test_every_load_is_listed_with_its_digest(release: Release) -> None:
    loads = queries.list_loads(release)
    html = write_loads(loads)
    assert all(name in html for name in loads["file_name"])
    assert all(digest in html for digest in loads["sha256"])
    assert html.count("mô phỏng") == loads["is_simulated"].sum()


def test_sources_say_whether_they_are_real(release: Release) -> None:
    html = write_sources(queries.list_sources(release))
    assert "thật" in html
    assert "mô phỏng" in html
    assert "chưa nạp" in html


def test_targets_nobody_checked_are_flagged(release: Release) -> None:
    targets = queries.list_all_targets(release)
    html = write_targets(targets)
    assert html.count("d-flag") == targets.filter(~pl.col("is_verified")).height > 0
    assert "Chưa kiểm chứng" in html


def test_documents_are_listed_with_number_and_issuer(release: Release) -> None:
    documents = queries.list_documents(release)
    html = write_documents(documents)
    assert all(number in html for number in documents["number"].drop_nulls())
    assert "677/QĐ-TTg" in html


def test_kept_releases_can_be_opened(demonstration_folder: Path, release: Release) -> None:
    html = write_releases(list_releases(demonstration_folder), "another")
    assert f"?release={release.release_id}" in html


def test_the_key_explains_every_status() -> None:
    html = write_status_key()
    for status in Status:
        assert f"i-{status}" in html


def test_csv_opens_in_excel_and_says_what_is_simulated(release: Release) -> None:
    loads = queries.list_loads(release)
    content = build_csv(loads, "vi")
    assert content.startswith(b"\xef\xbb\xbf")
    read = pl.read_csv(io.BytesIO(content))
    assert read.height == loads.height
    assert set(read["tinh_chat"]) == {"mô phỏng", "thật"}
