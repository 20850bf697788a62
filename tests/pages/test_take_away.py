"""What is taken away from a screen, read back: the numbers of the release, their base, date, nature and files, and nothing that runs."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import streamlit as st
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

OpenPage = Callable[..., AppTest]
HANOI, FAMILY = "01.2025-07", "learning_family_rate"
VALUES = """
    select area_id, numerator, denominator, value, status, gap_count from mart_attainment
    where indicator_id = 'learning_family_rate' and period = '2025' and territory = 'as_reported' and group_id is null and basis = 'total'
      and target_year = 2025 and is_headline
      and area_id in (select area_id from dim_area where parent_area_id = '01.2025-07' and level = 'ward')
    order by area_id
"""


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Files a screen offers: name and maker by the key of the button."""
    found: dict[str, tuple[str, Callable[[], bytes]]] = {}
    draw = st.download_button

    def note(label: str, *, data: Callable[[], bytes], **more: Any) -> bool:
        found[more["key"]] = (more["file_name"], data)
        return draw(label, data=data, **more)

    monkeypatch.setattr(st, "download_button", note)
    return found


def open_map(open_page: OpenPage, folder: Path, **more: str) -> AppTest:
    screen = open_page(folder, "ban-do", noi=HANOI, chi_tieu=FAMILY, moc="2025", ky="2025", cap="ward", **more)
    assert not screen.error
    return screen


def read_values(released: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return released.sql(VALUES).pl()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_table_of_the_map_is_that_of_the_release(
    open_page: OpenPage,
    demonstration_folder: Path,
    released: duckdb.DuckDBPyConnection,
    offered: dict[str, Any],
    language: str,
) -> None:
    open_map(open_page, demonstration_folder, lang=language)
    taken = pl.read_parquet(io.BytesIO(offered["parquet-map"][1]()))
    known = read_values(released)
    assert known.height > 100
    both = known.join(taken, on="area_id", suffix="_taken")
    assert both.height == known.height
    assert taken.height == 126
    for row in both.iter_rows(named=True):
        assert row["numerator_taken"] == row["numerator"]
        assert row["denominator_taken"] == row["denominator"]
        assert row["value_pct"] == row["value"]
        assert row["status_code"] == row["status"]
        assert row["gap_count_taken"] == row["gap_count"]
    silent = taken.join(known, on="area_id", how="anti")
    assert silent["value_pct"].null_count() == silent.height


def test_csv_and_workbook_say_the_same_as_each_other(
    open_page: OpenPage, demonstration_folder: Path, offered: dict[str, Any]
) -> None:
    open_map(open_page, demonstration_folder)
    text = offered["csv-map"][1]()
    assert text.startswith(b"\xef\xbb\xbf")
    table = pl.read_csv(io.BytesIO(text), schema_overrides={"Mã địa bàn": pl.String})
    book = CalamineWorkbook.from_filelike(io.BytesIO(offered["xlsx-map"][1]()))
    rows = book.get_sheet_by_name("Số liệu").to_python()
    heading = next(place for place, row in enumerate(rows) if row[0] == "Mã và thời kỳ của địa bàn")
    assert rows[heading] == table.columns
    cells = dict(zip(table.columns, zip(*rows[heading + 1 :], strict=True), strict=True))
    printed = [None if value == "" else value for value in cells["Tỷ lệ (%)"]]
    assert printed == [None if value is None else pytest.approx(value, rel=1e-15) for value in table["Tỷ lệ (%)"]]
    assert list(cells["Mã địa bàn"]) == table["Mã địa bàn"].to_list()
    assert any(code.startswith("000") for code in cells["Mã địa bàn"])
    assert {"Tử số", "Mẫu số", "Mẫu số tính trên", "Tính chất", "Tính đến"} <= set(table.columns)


def test_the_workbook_names_its_files_release_and_link(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection, offered: dict[str, Any]
) -> None:
    open_map(open_page, demonstration_folder)
    book = CalamineWorkbook.from_filelike(io.BytesIO(offered["xlsx-map"][1]()))
    texts = {str(cell) for row in book.get_sheet_by_name("Nguồn").to_python() for cell in row}
    release_id = released.sql("select release_id from release_info").fetchall()[0][0]
    used = released.sql(
        "select distinct sha256 from mart_provenance where indicator_id = 'learning_family_rate' and period = '2025' and area_id in "
        "(select area_id from dim_area where '01.2025-07' in (area_id, parent_area_id, province_area_id))"
    ).fetchall()
    assert {digest for (digest,) in used} <= texts
    assert release_id in texts
    link = next(text for text in texts if "noi=" in text)
    assert {f"noi={HANOI}", f"chi_tieu={FAMILY}", "moc=2025", f"release={release_id}"} <= set(re.split("[?&]", link))
    assert any("mô phỏng" in text for text in texts)


def test_areas_for_mapping_software_hold_every_unit_with_its_number(
    open_page: OpenPage,
    demonstration_folder: Path,
    released: duckdb.DuckDBPyConnection,
    offered: dict[str, Any],
    tmp_path: Path,
) -> None:
    geopandas = pytest.importorskip("geopandas")
    open_map(open_page, demonstration_folder)
    known = {row["area_id"]: row["value"] for row in read_values(released).iter_rows(named=True)}
    path = tmp_path / "areas.gpkg"
    path.write_bytes(offered["gpkg-map"][1]())
    areas = geopandas.read_file(path)
    assert areas.crs.to_epsg() == 4326
    assert len(areas) == 126
    assert areas.geometry.is_valid.all()
    values = [None if value != value else value for value in areas["value_pct"]]
    told = dict(zip(areas["area_id"], values, strict=True))
    assert {area_id: told[area_id] for area_id in known} == known
    with sqlite3.connect(path) as connection:
        metadata = " ".join(text for (text,) in connection.execute("select metadata from gpkg_metadata"))
    assert "mô phỏng" in metadata
    collection = json.loads(offered["geojson-map"][1]())
    properties = {feature["id"]: feature["properties"] for feature in collection["features"]}
    assert {area_id: properties[area_id]["value_pct"] for area_id in known} == known
    assert collection["release_id"] in collection["link"]


@pytest.mark.parametrize("slug", ["ban-do", "xep-hang", "chi-tieu"])
def test_a_picture_says_what_it_shows(
    open_page: OpenPage,
    demonstration_folder: Path,
    released: duckdb.DuckDBPyConnection,
    offered: dict[str, Any],
    slug: str,
) -> None:
    screen = open_page(demonstration_folder, slug, noi=HANOI, chi_tieu=FAMILY, moc="2025")
    assert not screen.error
    release_id = released.sql("select release_id from release_info").fetchall()[0][0]
    name = released.sql("select name_vi from dim_indicator where indicator_id = 'learning_family_rate'").fetchall()[0][
        0
    ]
    pictures = [make for key, (_file, make) in offered.items() if key.startswith("svg-")]
    assert pictures
    for make in pictures:
        said = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", make().decode()))
        assert name in said
        assert release_id in said
        for words in ("hộ gia đình", "mô phỏng", "30/9/2026", "Biểu tổng hợp kết quả công nhận danh hiệu học tập"):
            assert words in said
    png = next(make for key, (_file, make) in offered.items() if key.startswith("png-"))
    assert png().startswith(b"\x89PNG")


def test_nothing_is_made_before_a_click(
    open_page: OpenPage, only_real_folder: Path, offered: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("an extract was made without a click")

    monkeypatch.setattr("ui.extracts.build_columns", refuse)
    for slug in ("ban-do", "xep-hang", "chi-tieu", "danh-hieu", "nguon-so-lieu"):
        screen = open_page(only_real_folder, slug, noi=HANOI)
        assert not screen.exception
        assert not screen.error
    assert offered


@pytest.mark.parametrize(("slug", "key"), [("chi-tieu", "board"), ("danh-hieu", "titles"), ("cham-diem", "scores")])
def test_board_titles_and_score_sheets_can_be_taken_away(
    open_page: OpenPage,
    demonstration_folder: Path,
    released: duckdb.DuckDBPyConnection,
    offered: dict[str, Any],
    slug: str,
    key: str,
) -> None:
    open_page(demonstration_folder, slug, noi=HANOI, **({"chi_tieu": "tat-ca"} if slug == "chi-tieu" else {}))
    taken = pl.read_parquet(io.BytesIO(offered[f"parquet-{key}"][1]()))
    counted = {
        "board": f"select count(*), sum(numerator) from mart_standing where is_headline and area_id = '{HANOI}'",
        "titles": f"select count(*), sum(recognised_count) from mart_title_flow where area_id = '{HANOI}'",
        "scores": "select count(*), sum(recognised_count) from mart_score_outcome",
    }
    count, total = released.sql(counted[key]).fetchall()[0]
    assert taken.height == count > 0
    assert taken["numerator" if key == "board" else "recognised_count"].sum() == total


def test_scores_by_index_are_taken_away_with_their_file(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection, offered: dict[str, Any]
) -> None:
    open_page(demonstration_folder, "cham-diem", noi=HANOI)
    taken = pl.read_parquet(io.BytesIO(offered["parquet-score-index"][1]()))
    expected = released.sql(
        "select criterion_code, score::double, sum(sheet_count)::double from mart_score_index where not is_hidden group by all"
    ).fetchall()
    assert set(taken.select("criterion_code", "score_number", "sheet_count").rows()) == set(expected)
    book = CalamineWorkbook.from_filelike(io.BytesIO(offered["xlsx-score-index"][1]()))
    texts = {cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert "mo-phong_phieu-cham-diem_01_2026-H1.xlsx" in texts
