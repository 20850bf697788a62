"""Criteria taken away, in other words, and where there are none."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.assessed import CITY, LATER, copy_release, write_assessments
from tests.pages.conftest import read_html
from tests.warehouse.criterion_files import CITY as WORDING_FILE
from tests.warehouse.criterion_files import copy_sets, list_known_codes
from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.criteria import read_criterion_sets
from warehouse.criterion_queries import ASSESSMENT_TABLES, DOSSIER_TABLES, SET_TABLES
from warehouse.dimensions import create_from
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG = "tieu-chi"


@pytest.fixture
def assessed_file(demonstration_folder: Path, tmp_path: Path) -> Path:
    """A release with the assessments, to be changed."""
    file = copy_release(demonstration_folder, tmp_path / "assessed")
    write_assessments(file)
    return file


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Makers of the files a screen offers, by the key of the button."""
    found: dict[str, Callable[[], bytes]] = {}
    draw = st.download_button

    def note(label: str, *, data: Callable[[], bytes], **more: Any) -> bool:
        found[more["key"]] = data
        return draw(label, data=data, **more)

    monkeypatch.setattr(st, "download_button", note)
    return found


@pytest.mark.parametrize(("language", "heading"), [("vi", "Nguyên nhân"), ("en", "Cause")])
def test_the_list_of_the_annual_report_is_taken_away_whole(
    open_page: OpenPage, assessed_file: Path, offered: dict[str, Callable[[], bytes]], language: str, heading: str
) -> None:
    use_language(language)
    screen = open_page(assessed_file.parent.parent, SLUG, noi=CITY, xem="chua-dat", lang=language)
    assert not screen.error
    taken = pl.read_parquet(io.BytesIO(offered["parquet-criteria-chua-dat"]()))
    with duckdb.connect(assessed_file, read_only=True) as release:
        known = release.sql(f"""
            select a.criterion_code, r.name_{language} as level, a.cause, a.remedy, d.name_{language} as lead, a.deadline,
                a.deadline < (select created_at from release_info)::date as is_late, a.cell
            from mart_assessment as a inner join dim_criterion_rating as r using (rating)
            inner join dim_department as d on d.department_id = a.lead_department_id
            where a.area_id = '{CITY}' and a.period = '{LATER}' and a.rating <> 'met' order by a.criterion_code
        """).pl()
    assert known.height > 10
    same = ["criterion_code", "level", "cause", "remedy", "lead", "deadline", "cell"]
    assert taken.sort("criterion_code").select(same).equals(known.select(same))
    assert (
        taken.sort("criterion_code")["overdue"].is_not_null().to_list()
        == known["is_late"].fill_null(value=False).to_list()
    )
    text = offered["csv-criteria-chua-dat"]().decode("utf-8-sig")
    assert heading in text
    assert offered["xlsx-criteria-chua-dat"]()[:2] == b"PK"


def test_another_wording_is_another_file_on_the_screen_and_in_what_is_taken_away(
    open_page: OpenPage, assessed_file: Path, tmp_path: Path, offered: dict[str, Callable[[], bytes]]
) -> None:
    use_language("vi")
    before = copy_release(assessed_file.parent.parent, tmp_path / "before")
    assert "lời diễn giải" in read_html(open_page(before.parent.parent, SLUG, noi=CITY))
    folder = copy_sets(tmp_path)
    path = folder / f"{WORDING_FILE}.csv"
    rows = pl.read_csv(path, infer_schema=False).with_columns(
        name_vi="Nguyên văn " + pl.col("code"), name_en="As written " + pl.col("code"), wording=pl.lit("official"),
        confidence=pl.lit("seed"),
    )  # fmt: skip
    rows.write_csv(path)
    with duckdb.connect(assessed_file) as release:
        create_from(release, "dim_criterion", read_criterion_sets(folder, list_known_codes()).criteria)
    st.cache_resource.clear()  # the release has changed under its name, as none ever does
    after = open_page(assessed_file.parent.parent, SLUG, noi=CITY)
    assert not after.error
    names = re.findall(r"<span class='k-name'><b>(.*?)</b> (.*?)</span>", read_html(after))
    assert len(names) == 42
    assert all(words == f"Nguyên văn {code}" for code, words in names)
    assert "lời diễn giải" not in read_html(after)
    assert any("theo nguyên văn" in caption.value for caption in after.caption)
    taken = pl.read_parquet(io.BytesIO(offered["parquet-criteria-tat-ca"]()))
    assert taken["criterion"].to_list() == [f"Nguyên văn {code}" for code in taken["criterion_code"]]
    assert set(taken["wording"]) == {"nguyên văn"}


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (SET_TABLES, "Bản phát hành này có trước khi hệ thống lưu bộ tiêu chí"),
        (ASSESSMENT_TABLES, "chưa được đánh giá theo bộ tiêu chí này"),
        (DOSSIER_TABLES - ASSESSMENT_TABLES, "tiêu chí đã đạt"),
    ],
    ids=["criteria", "assessments", "dossiers"],
)
def test_a_release_made_before_a_table_was_kept_is_still_shown(
    open_page: OpenPage, assessed_file: Path, tables: frozenset[str], words: str
) -> None:
    with duckdb.connect(assessed_file) as release:
        for table in tables:
            release.execute(f"drop table {table}")
    screen = open_page(assessed_file.parent.parent, SLUG, noi=CITY, xem="ho-so", tieu_chi="1.1.1")
    assert not screen.exception
    assert not screen.error
    assert words in read_html(screen)


@pytest.mark.parametrize(
    ("area_id", "words"),
    [
        ("VN", "Hãy chọn một tỉnh, thành phố"),
        ("27.before-2025-07", "không còn"),
        ("24.2025-07", "--area 24 --criteria unesco_learning_city.2013"),
    ],
)
def test_a_place_without_an_assessment_says_what_to_do_and_where_there_is_one(
    open_page: OpenPage, assessed_file: Path, area_id: str, words: str
) -> None:
    screen = open_page(assessed_file.parent.parent, SLUG, noi=area_id)
    assert not screen.error
    assert words in read_html(screen)
    assert "Thành phố Hà Nội" in read_html(screen)
    assert "0/12" not in read_html(screen)
    assert len(re.findall("k-cell ", read_html(screen))) == 42


def test_a_ward_shows_its_city(open_page: OpenPage, assessed_file: Path) -> None:
    use_language("vi")
    whole = open_page(assessed_file.parent.parent, SLUG, noi="01.2025-07")
    ward = open_page(assessed_file.parent.parent, SLUG, noi="00070.2025-07")
    found = [re.search(r"<h1.*?</h1>", read_html(screen)) for screen in (whole, ward)]
    assert found[0]
    assert found[1]
    assert found[0][0] == found[1][0]


def test_the_catalogue_ships_two_dossiers() -> None:
    dossiers = read_catalogue(CATALOG_FOLDER).dossiers
    assert dossiers.dossiers["dossier_id"].to_list() == ["gnlc_application", "gnlc_biennial_report"]
    assert set(dossiers.items["wording"]) == {"paraphrase"}
