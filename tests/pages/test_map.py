"""Bản đồ, drawn: its sentence, legend, card and table say what the release says, in both languages and both eras."""

from __future__ import annotations

import base64
import json
import re
import shutil
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import brotli  # type: ignore[import-untyped]
import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from ui.map_story import LAYER_KINDS, choose_period
from warehouse import queries
from warehouse.model import Era, Level, Territory
from warehouse.queries import Release, open_release
from wording.format import format_gap, format_period, format_status, format_value
from wording.language import use_language

OpenPage = Callable[..., AppTest]
HANOI, HCM, OLD_HCM, SON_LA, BA_DINH = "01.2025-07", "79.2025-07", "79.before-2025-07", "14.2025-07", "00004.2025-07"
HOAN_KIEM = "002.before-2025-07"
INDICATOR = "learning_citizen_rate_adults_in_learning_models"
LEGEND_ITEM = re.compile(r"<span>([^<]*)</span><em>([\d.,]*)</em>")


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


def read_rows(release: Release, area_id: str, period: str, year: int = 2025) -> list[dict[str, Any]]:
    words = queries.read_indicator(release, INDICATOR).row(0, named=True)
    frame = queries.list_map_values(release, area_id, INDICATOR, period, year, Level.WARD, Era.AFTER)
    return [{**words, **row} for row in frame.iter_rows(named=True)]


def read_title(screen: AppTest) -> str:
    title = re.search(r"<h1[^>]*>(.*?)</h1>", read_html(screen))
    assert title is not None
    return title[1]


def read_legend(screen: AppTest) -> dict[str, int]:
    return {label: int(count) for label, count in LEGEND_ITEM.findall(read_html(screen))}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "{reached}/126 xã, phường đạt 40%; {silent}"),
        ("en", "{reached} of 126 wards and communes attain 40%; {silent}"),
    ],
)
def test_the_sentence_counts_who_reaches_the_target_and_who_is_silent(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str, sentence: str
) -> None:
    rows = read_rows(release, HANOI, "2025")
    reached = sum(row["value"] is not None and 100 * row["numerator"] >= 40 * row["denominator"] for row in rows)
    silent = sum(row["value"] is None for row in rows)
    assert 0 < reached < 126
    assert silent > 0
    screen = open_page(demonstration_folder, "ban-do", lang=language)
    assert read_title(screen).startswith(sentence.format(reached=reached, silent=silent))
    assert f"{126 - silent}/126" in read_html(screen)


def test_the_legend_counts_every_unit_once(open_page: OpenPage, demonstration_folder: Path, release: Release) -> None:
    legend = read_legend(open_page(demonstration_folder, "ban-do"))
    assert sum(legend.values()) == 126
    assert legend["Chưa có số liệu"] == sum(row["value"] is None for row in read_rows(release, HANOI, "2025"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_colours_by_status_count_the_statuses(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", mau="status", lang=language)
    use_language(language)
    counts = Counter(format_status(row["status"]) for row in read_rows(release, HANOI, "2025"))
    assert read_legend(screen) == dict(counts)
    assert len(counts) >= 3


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_link_to_a_place_shows_its_card(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", chon=BA_DINH, lang=language)
    use_language(language)
    row = next(row for row in read_rows(release, HANOI, "2025") if row["area_id"] == BA_DINH)
    card = next(block for block in read_html(screen).split("<article")[1:] if row[f"name_{language}"] in block)
    day = "31/12/2025" if language == "vi" else "31 Dec 2025"
    for part in (format_value(row), format_status(row["status"]), format_gap(row), day):
        assert part in card
    assert ("mô phỏng" if language == "vi" else "simulated") in card
    assert screen.query_params["chon"] == BA_DINH


def test_the_card_leads_to_the_cells_of_its_number(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", chon=BA_DINH)
    screen.button(key="why_place").click().run()
    html = read_html(screen)
    assert not screen.error
    assert "SHA-256" in html
    assert ".xlsx" in html


def test_a_ward_is_shown_on_the_map_of_its_province(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi=BA_DINH)
    figure = json.loads(screen.get("plotly_chart")[0].proto.spec)
    ringed = dict(zip(figure["data"][0]["locations"], figure["data"][0]["marker"]["line"]["width"], strict=True))
    assert len(ringed) == 126
    assert [area_id for area_id, width in ringed.items() if width == 3] == [BA_DINH]


@pytest.mark.parametrize(("period", "code"), [("2024", "district"), ("2026-Q3", "ward")])
def test_the_units_are_those_that_existed_in_the_period(
    open_page: OpenPage, demonstration_folder: Path, period: str, code: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", ky=period)
    assert screen.query_params["cap"] == code
    assert screen.selectbox(key="cap").value == code


def test_choosing_units_without_values_in_the_period_leaves_the_period(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(demonstration_folder, "ban-do", ky="2024", so_lieu="bao_cao")
    screen.selectbox(key="cap").set_value("ward").run()
    assert screen.query_params["cap"] == "ward"
    assert "ky" not in screen.query_params
    assert "126 xã, phường" in read_title(screen)


def test_a_merged_province_still_shows_the_units_it_was_made_from(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(
        demonstration_folder, "ban-do", noi=HCM, cap="district", ky="2024", chi_tieu="learning_family_rate"
    )
    figure = json.loads(screen.get("plotly_chart")[0].proto.spec)
    assert len(figure["data"][0]["locations"]) == 38
    old = open_page(
        demonstration_folder, "ban-do", noi=OLD_HCM, cap="district", ky="2024", chi_tieu="learning_family_rate"
    )
    assert len(json.loads(old.get("plotly_chart")[0].proto.spec)["data"][0]["locations"]) == 22


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", ["province", "former_province"])
def test_every_national_frame_names_the_archipelagos(
    open_page: OpenPage, demonstration_folder: Path, language: str, code: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi="VN", cap=code, lang=language)
    figure = json.loads(screen.get("plotly_chart")[0].proto.spec)
    names = [trace["text"] for trace in figure["data"] if trace["type"] == "scattermap"]
    assert ["Hoàng Sa", "Trường Sa"] in names
    bounds = figure["layout"]["map"]["bounds"]
    assert bounds["south"] < 9
    assert bounds["east"] > 115
    assert len(figure["data"][0]["locations"]) == (34 if code == "province" else 63)


def test_the_map_says_that_it_is_schematic(open_page: OpenPage, demonstration_folder: Path) -> None:
    html = read_html(open_page(demonstration_folder, "ban-do"))
    assert "sơ đồ hoá, không phải ranh giới hành chính chính thức" in html
    assert "chưa có hình" not in html
    assert "not official" in read_html(open_page(demonstration_folder, "ban-do", lang="en"))


def copy_release(demonstration_folder: Path, folder: Path) -> Path:
    """Release of the demonstration warehouse, copied into a folder where it may be changed."""
    release_id = (demonstration_folder / "CURRENT").read_text(encoding="utf-8").strip()
    (folder / "releases").mkdir()
    shutil.copy(demonstration_folder / "CURRENT", folder)
    return shutil.copy(demonstration_folder / "releases" / f"{release_id}.duckdb", folder / "releases")


@pytest.fixture
def folder_without_shapes(demonstration_folder: Path, tmp_path: Path) -> Path:
    """The demonstration warehouse with a release that has no shapes of Sơn La."""
    with duckdb.connect(copy_release(demonstration_folder, tmp_path)) as connection:
        connection.execute("delete from geometry_layer where scope_code = '14'")
    return tmp_path


def test_units_without_a_shape_are_counted_on_the_map(
    open_page: OpenPage, demonstration_folder: Path, tmp_path: Path
) -> None:
    with duckdb.connect(copy_release(demonstration_folder, tmp_path)) as connection:
        [[packed]] = connection.execute(
            "select geojson_br from geometry_layer where layer_key = '14_2025-07_ward'"
        ).fetchall()
        layer = json.loads(brotli.decompress(packed))
        layer["features"] = layer["features"][:-2]
        content = brotli.compress(json.dumps(layer).encode())
        connection.execute(
            "update geometry_layer set geojson_br = ?, boundary_id = 'two-less', fidelity = 'official' where layer_key = '14_2025-07_ward'",
            [content],
        )
    assert "2/75 đơn vị chưa có hình." in read_html(open_page(tmp_path, "ban-do", noi=SON_LA))


def test_without_shapes_the_numbers_are_still_there(open_page: OpenPage, folder_without_shapes: Path) -> None:
    screen = open_page(folder_without_shapes, "ban-do", noi=SON_LA)
    assert not screen.error
    assert not screen.get("plotly_chart")
    assert len(screen.dataframe[0].value) == 75


def read_table(screen: AppTest) -> Any:
    """The table below a map, once asked for."""
    return screen.button(key="table_wanted").click().run().dataframe[0].value


def test_the_table_holds_the_numbers_of_the_map(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    table = read_table(open_page(demonstration_folder, "ban-do"))
    rows = read_rows(release, HANOI, "2025")
    assert [text.strip() for text in table["Giá trị"]] == [
        "" if row["value"] is None else format_value(row) for row in rows
    ]
    assert list(table["Địa bàn"]) == [row["name_vi"] for row in rows]


def read_figures(screen: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in screen.get("plotly_chart")]


def read_recast(release: Release, area_id: str, period: str, territory: Territory, code: str) -> list[dict[str, Any]]:
    kind = LAYER_KINDS[code]
    frame = queries.list_map_values(release, area_id, INDICATOR, period, 2025, kind.level, kind.era, territory)
    return frame.to_dicts()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_earlier_period_is_recast_to_the_current_wards_and_says_what_is_estimated(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward", ky="2024", lang=language)
    rows = read_recast(release, HANOI, "2024", Territory.CURRENT, "ward")
    estimated = [row for row in rows if row["value"] is not None and row["recast"] == "estimated"]
    hollow = [row for row in estimated if row["estimated_share"] > 0.2]
    assert 0 < len(hollow) < len(estimated) < 126
    words = "trong đó {} đơn vị ước tính" if language == "vi" else "{} of them estimated"
    assert words.format(len(estimated)) in read_html(screen)
    assert read_legend(screen)["ước tính trên 20%" if language == "vi" else "estimated over 20%"] == len(hollow)
    patterns = read_figures(screen)[0]["layout"]["meta"]["patterns"]
    striped = [fill for fill, pattern in patterns.items() if pattern == "estimate"]
    trace = read_figures(screen)[0]["data"][0]
    fills = [fill for _edge, fill in trace["colorscale"][::2]]
    assert {area for area, z in zip(trace["locations"], trace["z"], strict=True) if fills[z] in striped} == {
        row["area_id"] for row in hollow
    }
    use_language(language)  # choices are named by the process that clicks
    assert list(read_table(screen).iloc[:, -1].str.contains("≈")) == [row in estimated for row in rows]


def test_a_later_period_is_recast_to_the_former_districts(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="district", ky="2026-Q3")
    rows = read_recast(release, HANOI, "2026-Q3", Territory.FORMER_DISTRICTS, "district")
    on_basis = [row for row in rows if row["value"] is not None and row["basis"] == row["target_basis"]]
    assert 0 < len(on_basis) <= 30
    assert screen.select_slider(key="map_period").value == "2026-Q3"
    assert "30 quận, huyện cũ" in read_title(screen)


def test_figures_as_reported_know_only_the_periods_of_their_units(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    kind = LAYER_KINDS["ward"]
    every, reported = (
        queries.list_layer_periods(release, HANOI, INDICATOR, kind.level, kind.era, territory)["period"].to_list()
        for territory in (Territory.CURRENT, Territory.AS_REPORTED)
    )
    assert set(reported) < set(every)
    screen = open_page(demonstration_folder, "ban-do", cap="ward", ky="2024")
    assert list(screen.select_slider(key="map_period").options) == [format_period(code) for code in every[::-1]]
    screen.toggle(key="map_reported").set_value(True).run()
    assert list(screen.select_slider(key="map_period").options) == [format_period(code) for code in reported[::-1]]
    assert screen.query_params["so_lieu"] == "bao_cao"
    assert "ky" not in screen.query_params
    assert "ước tính" not in read_html(screen)


def test_a_merged_province_shows_periods_from_before_the_merger(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi=HCM, cap="ward", ky="2024")
    assert screen.select_slider(key="map_period").value == "2024"
    assert not [note for note in screen.info if "2024" in note.value]


def test_a_period_nobody_reported_is_left_with_a_note(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", ky="2019")
    assert any("2019" in note.value for note in screen.info)
    assert screen.select_slider(key="map_period").value == "2025"
    screen.run()
    assert "ky" not in screen.query_params


def test_the_slider_goes_to_a_period_and_back_to_the_automatic_one(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward")
    screen.select_slider(key="map_period").set_value("2026-H1").run()
    assert screen.query_params["ky"] == "2026-H1"
    assert "6 tháng đầu năm 2026" in read_html(screen)
    screen.select_slider(key="map_period").set_value("2025").run()
    assert "ky" not in screen.query_params


@pytest.mark.parametrize("language", ["vi", "en"])
def test_two_periods_share_colours_and_the_sentence_counts_who_crossed(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward", kieu="hai_ky", ky_dau="2024", lang=language)
    before, after = (
        {row["area_id"]: row for row in read_recast(release, HANOI, period, Territory.CURRENT, "ward")}
        for period in ("2024", "2025")
    )
    known = [one for one in after if before[one]["value"] is not None and after[one]["value"] is not None]
    came = sum(before[one]["value"] < 40 <= after[one]["value"] for one in known)
    rose = sum(before[one]["value"] < after[one]["value"] for one in known)
    assert came > 0
    start = f"Từ năm 2024 đến năm 2025: {came} xã" if language == "vi" else f"From 2024 to 2025: {came} wards"
    assert read_title(screen).startswith(start)
    assert (f"{rose} tăng" if language == "vi" else f"{rose} up") in read_title(screen)
    left, right = read_figures(screen)
    assert left["data"][0]["colorscale"][0] == right["data"][0]["colorscale"][0]
    assert left["data"][0]["locations"] == right["data"][0]["locations"]
    assert f"{len(known)}/126" in read_html(screen) or f"{len(known)} of 126" in read_html(screen)


def test_the_map_of_changes_counts_every_unit_once(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward", kieu="thay_doi")
    legend = {label: count for label, count in read_legend(screen).items() if "ước tính" not in label}
    assert sum(legend.values()) == 126
    assert len(read_figures(screen)) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["hai_ky", "thay_doi", "o_vuong", "cot"])
def test_every_kind_of_national_map_names_the_archipelagos(
    open_page: OpenPage, demonstration_folder: Path, language: str, kind: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi="VN", cap="province", kieu=kind, lang=language)
    assert not screen.error
    assert screen.query_params["kieu"] == kind
    if kind == "o_vuong":
        assert all(f">{name}</b>" in read_html(screen) for name in ("Hoàng Sa", "Trường Sa"))
    elif kind == "cot":
        spec = screen.get("deck_gl_json_chart")[0].proto.json
        assert all(name in json.dumps(json.loads(spec), ensure_ascii=False) for name in ("Hoàng Sa", "Trường Sa"))
    else:
        figures = read_figures(screen)
        assert len(figures) == (2 if kind == "hai_ky" else 1)
        for figure in figures:
            assert ["Hoàng Sa", "Trường Sa"] in [trace["text"] for trace in figure["data"]]


def test_every_unit_has_one_tile_that_chooses_it(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward", kieu="o_vuong", chon=BA_DINH)
    html = read_html(screen)
    tiles = re.findall(r"<a class='([^']*)' style='grid-area:(\d+/\d+)[^']*' href='\?chon=([^']*)'", html)
    assert len(tiles) == len({cell for _css, cell, _area in tiles}) == len({area for _css, _cell, area in tiles}) == 126
    assert [area for css, _cell, area in tiles if css.endswith(" on")] == [BA_DINH]


def test_columns_are_as_high_as_their_values(open_page: OpenPage, demonstration_folder: Path, release: Release) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward", kieu="cot")
    spec = json.loads(screen.get("deck_gl_json_chart")[0].proto.json)
    columns = next(layer["data"] for layer in spec["layers"] if layer["id"] == "columns")
    values = [row["value"] or 0 for row in read_rows(release, HANOI, "2025")]
    heights = [column["height"] for column in columns]
    assert len(heights) == 126
    assert [heights[place] for place in sorted(range(126), key=values.__getitem__)] == sorted(heights)
    assert spec["mapStyle"].startswith("data:")


@pytest.mark.parametrize(
    ("address", "trail", "way"),
    [
        ({"noi": "VN", "cap": "province", "chon": HANOI}, ["Việt Nam"], "Vào Hà Nội"),
        ({"noi": HANOI, "cap": "district", "chon": HOAN_KIEM}, ["Việt Nam", "Hà Nội"], "Vào Quận Hoàn Kiếm (cũ)"),
        ({"noi": HOAN_KIEM}, ["Việt Nam", "Hà Nội", "Quận Hoàn Kiếm (cũ)"], None),
        ({"noi": BA_DINH}, ["Việt Nam", "Hà Nội", "Phường Ba Đình"], None),
    ],
)
def test_the_trail_leads_up_and_the_card_leads_in(
    open_page: OpenPage, demonstration_folder: Path, address: dict[str, str], trail: list[str], way: str | None
) -> None:
    html = read_html(open_page(demonstration_folder, "ban-do", **address))
    found = re.search(r"<nav class='d-trail'.*?</nav>", html)
    assert found is not None
    assert re.findall(r"(?:data-in-place>|aria-current='page'>)([^<]*)<", found[0]) == trail
    assert (f">{way} ↘</a>" in html) if way else "d-button" not in html


def test_a_former_district_shows_its_former_wards(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi=HOAN_KIEM)
    assert screen.query_params["cap"] == "former_ward"
    assert len(read_figures(screen)[0]["data"][0]["locations"]) == 18


def test_the_card_draws_the_course_of_its_number(open_page: OpenPage, demonstration_folder: Path) -> None:
    html = read_html(open_page(demonstration_folder, "ban-do", cap="ward", ky="2024", chon="00367.2025-07"))
    drawing = re.search(r"<img class='d-trend' src='data:image/svg\+xml,([^']*)'", html)
    assert drawing is not None
    svg = unquote(drawing[1])
    assert svg.count("<circle") == 8
    assert "1/7/2025" in svg
    assert "≈ ước tính" in html
    assert "ước tính do chia tách đơn vị" in html


def test_a_recast_number_leads_to_the_reports_it_was_put_together_from(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward", ky="2024", chon="00367.2025-07")
    screen.button(key="why_place").click().run()
    assert not screen.error
    assert "SHA-256" in read_html(screen)


VALUES = re.compile(r"data-map-base='(\w+)' data-map-state='(\w+)' data-map-values='([^']*)'")


def read_steps(screen: AppTest) -> list[dict[str, Any]]:
    """Values sent beside each chart, unpacked; empty where they came with it."""
    return [
        json.loads(zlib.decompress(base64.b64decode(packed))) if packed else {}
        for _base, _state, packed in VALUES.findall(read_html(screen))
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("colour", ["value", "status"])
def test_a_step_sends_the_values_of_the_map_a_link_opens(
    open_page: OpenPage, demonstration_folder: Path, colour: str, language: str
) -> None:
    choices = {"cap": "ward", "mau": colour, "lang": language}
    screen = open_page(demonstration_folder, "ban-do", ky="2026-H1", **choices)
    use_language(language)
    first = read_figures(screen)[0]
    assert read_steps(screen) == [{}]
    screen.selectbox(key="chi_tieu").set_value("learning_family_rate").run()
    assert read_figures(screen)[0] == first
    [step] = read_steps(screen)
    address = {key: value[0] if isinstance(value, list) else value for key, value in screen.query_params.items()}
    [opened] = read_figures(open_page(demonstration_folder, "ban-do", **address))
    for sent, trace in zip(step["traces"], opened["data"], strict=True):
        assert {key: value for key, value in sent.items() if value is not None} == {
            key: value for key, value in trace.items() if key in sent
        }
    assert step["meta"].items() <= opened["layout"]["meta"].items()
    assert (step["base"], step["state"]) == tuple(opened["layout"]["meta"][key] for key in ("base", "state"))


def test_another_map_is_drawn_anew(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward")
    screen.selectbox(key="cap").set_value("district").run()
    assert len(read_figures(screen)[0]["data"][0]["locations"]) == 30
    assert read_steps(screen) == [{}]


def test_the_table_waits_until_it_is_asked_for_and_with_every_step(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, "ban-do", cap="ward")
    assert not screen.dataframe
    read_table(screen)
    screen.select_slider(key="map_period").set_value("2026-H1").run()
    assert not screen.dataframe
    rows = read_rows(release, HANOI, "2026-H1")
    assert [text.strip() for text in read_table(screen)["Giá trị"]] == [
        "" if row["value"] is None else format_value(row) for row in rows
    ]


PERIODS = pl.DataFrame(
    {"period": ["2026-Q3", "2025", "2025-H1"], "period_end": [date(2026, 9, 30), date(2025, 12, 31), date(2025, 6, 30)]}
)


@pytest.mark.parametrize(
    ("asked", "due", "expected"),
    [
        ("2025-H1", date(2025, 12, 31), "2025-H1"),
        (None, date(2025, 12, 31), "2025"),
        ("2019", date(2025, 12, 31), "2025"),
        (None, date(2030, 12, 31), "2026-Q3"),
        (None, None, "2026-Q3"),
        (None, date(2024, 12, 31), "2026-Q3"),
    ],
)
def test_the_period_is_the_one_asked_for_or_that_of_the_verdict(
    asked: str | None, due: date | None, expected: str
) -> None:
    assert choose_period(PERIODS, asked, due, date(2026, 9, 30)) == expected


def test_without_values_there_is_no_period() -> None:
    assert choose_period(PERIODS.clear(), "2025", None, date(2026, 9, 30)) is None
