"""The simulated assessments: always the same, plausible, marked, and read like any other workbook."""

from __future__ import annotations

from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner

from etl.__main__ import app
from etl.load import Checked, LoadOptions, check_file
from etl.received import ReceivedFile
from etl.simulation.assessments import simulate_assessments
from warehouse.catalogue import read_catalogue

CATALOGUE = read_catalogue()
SET = "unesco_learning_city.2013"
FEATURES = CATALOGUE.criteria.criteria.filter(pl.col("criterion_set_id") == SET, pl.col("kind") == "feature")
SURVEYS = {("79.2025-07", "2025"), ("79.2025-07", "2026-H1"), ("01.2025-07", "2026-H1")}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    paths = simulate_assessments(CATALOGUE, tmp_path_factory.mktemp("simulated"))
    return {
        path.name: check_file(ReceivedFile.read(path), CATALOGUE, LoadOptions(is_source_open=True)) for path in paths
    }


def gather(checked: dict[str, Checked], table: str) -> pl.DataFrame:
    return pl.concat([one.records[table] for one in checked.values()])


def test_the_same_workbooks_are_written_each_time(tmp_path: Path) -> None:
    first, second = (simulate_assessments(CATALOGUE, tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_each_is_known_by_its_headers_and_read_whole(checked: dict[str, Checked]) -> None:
    for name, one in checked.items():
        assert name.startswith("mo-phong_")
        assert one.answer.source_id == "criteria_assessment"
        assert one.answer.rejected_count == 0
        assert one.answer.read_count == one.answer.accepted_count > 300
        assert one.answer.is_simulated


def test_every_row_is_simulated_and_every_document_says_so(checked: dict[str, Checked]) -> None:
    assert gather(checked, "assessment")["is_simulated"].all()
    evidence = gather(checked, "evidence")
    assert evidence["is_simulated"].all()
    assert evidence["title"].str.contains("mô phỏng").all()


def test_each_survey_covers_the_criteria_with_every_level(checked: dict[str, Checked]) -> None:
    said = gather(checked, "assessment").filter(pl.col("criterion_code").is_in(FEATURES["criterion_code"].implode()))
    assert set(said.select("area_id", "period").iter_rows()) == SURVEYS
    for _, survey in said.group_by("area_id", "period"):
        assert set(survey["criterion_code"]) == set(FEATURES["criterion_code"])
        assert survey["lead_department_id"].null_count() == 0
        assert set(survey["rating"].drop_nulls()) == {"met", "partly_met", "not_met"}
    unmet = said.filter(pl.col("rating").is_in(["partly_met", "not_met"]))
    assert unmet.select("cause", "remedy", "deadline", "likelihood").null_count().sum_horizontal().item() == 0
    assert (unmet["deadline"] > unmet["period_end"]).all()


def test_what_an_indicator_gives_is_not_typed(checked: dict[str, Checked]) -> None:
    same = CATALOGUE.criteria.criteria.filter(pl.col("criterion_set_id") == SET, pl.col("indicator_fit") == "same")
    assert not set(gather(checked, "assessment")["criterion_code"]) & set(same["criterion_code"])


def test_a_release_holds_them(released: duckdb.DuckDBPyConnection) -> None:
    found = released.table("mart_assessment").filter("load_id is not null").select("area_id, period, is_simulated")
    assert set(found.fetchall()) == {(*survey, True) for survey in SURVEYS}


def test_a_release_of_real_figures_does_not(released_only_real: duckdb.DuckDBPyConnection) -> None:
    for table in ("mart_assessment", "mart_evidence", "mart_criterion_duty"):
        assert released_only_real.table(table).fetchall() == []


def test_a_department_is_handed_its_criteria_with_the_survey_before(
    demonstration_folder: Path, released: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DICH_WAREHOUSE", str(demonstration_folder))
    out = tmp_path / "blank.xlsx"
    asked = ["--criteria", "unesco_learning_city", "--area", "79", "--period", "2026", "--department", "so_tai_chinh"]
    result = CliRunner().invoke(app, ["template", *asked, "--out", str(out)])
    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(out).worksheets[0]
    shown = {row[0].value: row[13].value for row in sheet.iter_rows(min_row=10) if not row[11].protection.locked}
    duties = released.table("mart_criterion_duty").filter("area_id = '79.2025-07' and department_id = 'finance'")
    codes = {code for (code,) in duties.select("criterion_code").fetchall()}
    assert codes
    assert {code for code in shown if code in set(FEATURES["criterion_code"])} == codes
    half = released.table("mart_assessment").filter(
        "area_id = '79.2025-07' and period = '2026-H1' and rating is not null"
    )
    for code in codes & {code for (code,) in half.select("criterion_code").fetchall()}:
        assert "(kỳ 2026-H1, mô phỏng)" in shown[code]
