"""“Vì sao con số này?”: who loaded a cell, what the check remarked on it, and the workbook it stands in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.pages.conftest import OpenPage, open_page, read_html
from ui.charts import sort_groups
from ui.why import list_cell_texts, write_reporters
from warehouse.model import Level, Status
from warehouse.queries import (
    Release,
    list_areas,
    list_group_values,
    list_reporters,
    list_standing,
    open_release,
    read_provenance,
    read_series,
)
from wording.format import format_count, format_value
from wording.language import use_language

__all__ = ["open_page"]
HANOI = "01.2025-07"
ADULTS = ("learning_citizen_rate_adults_in_learning_models", "2025", "in_learning_models")
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
    reported = list_reporters(open_release(demonstration_folder), HANOI, *ADULTS).filter("has_reported")
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
    number = "22.796</b>"  # the panel writes it by itself, a method card within its formulas
    assert number not in read_html(screen)
    assert series["period"].unique().to_list() == ["2022"]
    screen.session_state["_clicked_series"] = (0, 0)
    assert number in read_html(screen.run())
    assert number not in read_html(screen.run())


def test_a_bar_opens_the_number_of_its_group(open_page: OpenPage, demonstration_folder: Path) -> None:
    release = open_release(demonstration_folder)
    groups = list_group_values(release, HANOI, ADULTS[0], ADULTS[1]).filter(
        (pl.col("basis") == ADULTS[2]) & pl.col("value").is_not_null()
    )
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=ADULTS[0], moc="2025")
    for place in (0, groups.height - 1):
        group = sort_groups(groups.to_dicts())[place]
        reports = list_reporters(release, HANOI, *ADULTS, group["group_id"]).filter("has_reported")
        screen.session_state["_clicked_groups"] = (0, place)
        panel = read_html(screen.run()).split("class='d-sum'", 1)[1]
        assert f"· {group['name_vi']}</b>" in panel
        assert f"<b>{format_count(group['numerator'])}</b>" in panel
        assert all(cells in panel for cells in reports["cells"])
        assert sum(reports["numerator"]) == group["numerator"]
    assert "class='d-sum'" not in read_html(screen.run())


def find_late(release: Release) -> dict[str, Any]:
    for area_id in list_areas(release, Level.WARD, under_area_id=HANOI)["area_id"]:
        late = list_standing(release, area_id).filter(
            pl.col("late_period").is_not_null() & (pl.col("status") == Status.NOT_ATTAINED) & pl.col("is_headline")
        )
        if late.height:
            return late.row(0, named=True)
    raise AssertionError("no ward of the demonstration attains a target late")


def test_a_target_attained_late_shows_the_later_number_down_to_its_cells(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    release = open_release(demonstration_folder)
    row = find_late(release)
    screen = open_page(demonstration_folder, noi=row["area_id"], moc=str(row["target_year"]))
    screen.button(key=f"why-{row['indicator_id']}-{row['target_id']}").click().run()
    panel = read_html(screen).split("Đạt muộn<", 1)[1]
    number = (row["area_id"], row["indicator_id"], row["late_period"], row["basis"])
    later = read_series(release, *number[:2]).filter(
        (pl.col("period") == number[2]) & (pl.col("basis") == number[3])
    ).row(0, named=True)  # fmt: skip
    assert later["value"] >= row["target_value"] > row["value"]
    assert format_value({**row, **later, "target_value": row["target_value"]}) in panel
    for cell in read_provenance(release, *number)["cell"]:
        assert f"<b>{cell}</b>" in panel


def test_the_last_figure_of_a_silent_target_leads_to_its_cells(open_page: OpenPage, demonstration_folder: Path) -> None:
    silent = list_standing(open_release(demonstration_folder), HANOI).filter(
        pl.col("value").is_null() & pl.col("last_value").is_not_null() & pl.col("is_headline")
    ).row(0, named=True)  # fmt: skip
    screen = open_page(demonstration_folder, noi=HANOI, moc=str(silent["target_year"]))
    screen.session_state["silent"] = True
    html = read_html(screen.run())
    address = {"chi_tieu": silent["indicator_id"], "moc": str(silent["target_year"]), "ky": silent["last_period"]}
    assert "&amp;".join(f"{key}={value}" for key, value in address.items()) in html
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, **address)
    next(button for button in screen.button if button.key.startswith("why-")).click().run()
    cells = read_provenance(
        open_release(demonstration_folder), HANOI, silent["indicator_id"], silent["last_period"], silent["last_basis"]
    )
    assert cells.height
    assert all(f"<b>{cell}</b>" in read_html(screen) for cell in cells["cell"])


def test_a_row_of_the_table_behind_the_map_opens_its_number(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi=HANOI, chi_tieu=ADULTS[0], ky="2025", cap="ward", moc="2025")
    screen.button(key="table_wanted").click().run()
    names = screen.dataframe[0].value["Địa bàn"].tolist()
    place = names.index("Phường Ba Đình")
    cells = read_provenance(open_release(demonstration_folder), "00004.2025-07", *ADULTS)
    screen.session_state["_chosen_row"] = place
    html = read_html(screen.run())
    assert all(f"<b>{cell}</b>" in html for cell in cells["cell"])
    assert "class='d-sum'" not in read_html(screen.run())
