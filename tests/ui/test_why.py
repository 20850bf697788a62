"""“Vì sao con số này?”: who loaded a cell, what the check remarked on it, and the workbook it stands in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.pages.conftest import OpenPage, open_page, read_html
from ui.language import use_language
from ui.why import list_cell_texts, write_reporters
from warehouse.queries import list_reporters, open_release, read_provenance, read_series

__all__ = ["open_page"]
LONG_THANH = "735.before-2025-07"
NUMBER = ("learning_family_rate", "2022", "total")


@pytest.fixture
def cell(only_real_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    use_language("vi")
    monkeypatch.setenv("DICH_WAREHOUSE", str(tmp_path))
    return read_provenance(open_release(only_real_folder), LONG_THANH, *NUMBER).row(0, named=True)


def test_who_loaded_a_cell_and_what_the_check_said_of_it(cell: dict[str, Any]) -> None:
    words = {"loaded_by": "Nguyễn Thị <b>Hoa", "findings_vi": "Tăng <gấp> ba", "findings_en": "Three times"}
    html = " ".join(list_cell_texts({**cell, **words}))
    assert "người nạp: Nguyễn Thị &lt;b&gt;Hoa" in html
    assert "Nhận xét khi kiểm tra: Tăng &lt;gấp&gt; ba" in html
    nobody = " ".join(list_cell_texts({**cell, "loaded_by": None, "findings_vi": None, "findings_en": None}))
    assert "người nạp" not in nobody
    assert "Nhận xét" not in nobody


def test_the_workbook_can_be_downloaded_where_it_is_kept(cell: dict[str, Any], tmp_path: Path) -> None:
    assert "kho không lưu tệp gốc" in " ".join(list_cell_texts(cell))
    (tmp_path / "received").mkdir()
    (tmp_path / "received" / cell["sha256"]).write_bytes(b"x")
    assert f"/tep-goc/{cell['sha256']}" in " ".join(list_cell_texts(cell))


def test_reports_say_once_that_their_files_are_not_kept(
    demonstration_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("vi")
    monkeypatch.setenv("DICH_WAREHOUSE", str(tmp_path))
    question = ("01.2025-07", "learning_citizen_rate_adults_in_learning_models", "2025", "in_learning_models")
    reported = list_reporters(open_release(demonstration_folder), *question).filter("has_reported")
    assert write_reporters(reported).count("không lưu tệp gốc") == 1
    (tmp_path / "received").mkdir()
    for digest in reported["sha256"].unique():
        (tmp_path / "received" / digest).write_bytes(b"x")
    html = write_reporters(reported)
    assert "không lưu tệp gốc" not in html
    assert html.count("/tep-goc/") == reported.height


def test_a_point_of_the_series_opens_its_own_number(open_page: OpenPage, only_real_folder: Path) -> None:
    address = {"noi": LONG_THANH, "chi_tieu": NUMBER[0]}
    series = read_series(open_release(only_real_folder), *address.values()).filter(pl.col("value").is_not_null())
    screen = open_page(only_real_folder, "chi-tieu", **address)
    assert "22.796" not in read_html(screen)
    assert series["period"].unique().to_list() == ["2022"]
    screen.session_state["_clicked_point"] = (0, 0)
    assert "22.796" in read_html(screen.run())
    assert "22.796" not in read_html(screen.run())
