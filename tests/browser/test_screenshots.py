"""The command that pictures the pages: it knows every page, names files so that they sort, and takes no picture twice."""

from __future__ import annotations

from pathlib import Path

from pages import PAGES
from tests.browser.screenshots import EMPTY, LANGUAGES, SIZES, THEMES, is_wanted, list_files, list_shots, write_index


def test_every_page_is_pictured_in_every_look(demonstration_folder: Path) -> None:
    shots = list_shots(demonstration_folder, [])
    looks = {(shot.entry.page_id, shot.language, shot.theme) for shot in shots if shot.case != EMPTY}
    assert looks == {(entry.page_id, lang, theme) for entry in PAGES for lang in LANGUAGES for theme in THEMES}
    assert {"data", "no-data", "ward", "before-reform", EMPTY} <= {shot.case for shot in shots}
    assert len({shot.name for shot in shots}) == len(shots)
    assert {shot.entry.page_id for shot in list_shots(demonstration_folder, ["map"]) if shot.case != EMPTY} == {"map"}


def test_a_picture_that_is_there_is_not_taken_again(demonstration_folder: Path, tmp_path: Path) -> None:
    shot = list_shots(demonstration_folder, ["map"])[0]
    files = list_files(shot, [], tmp_path)
    assert [size for size, _path in files] == list(SIZES)
    assert is_wanted(shot, [], tmp_path)
    for _size, path in files[1:]:
        path.touch()
    assert is_wanted(shot, [], tmp_path)
    assert not is_wanted(shot, ["1366"], tmp_path)
    assert not is_wanted(shot, ["no-such-word"], tmp_path)
    files[0][1].touch()
    assert not is_wanted(shot, [], tmp_path)
    write_index(tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8").count("<img ") == len(SIZES)
