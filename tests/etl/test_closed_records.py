"""A closed period is closed for assessments and score sheets as it is for counts, until it is reopened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from etl.answer import Answer
from etl.desk import lock_period, reopen_period
from etl.load import LoadOptions, load_file
from etl.received import ReceivedFile
from etl.store import open_store
from tests.etl.assessments.forms import fill_features, write_form
from tests.etl.score_files import BA_DINH, fill, write_sheets
from warehouse.catalogue import read_catalogue
from warehouse.periods import Period

HANOI, HALF, YEAR = "01.2025-07", Period.parse("2026-H1"), Period.parse("2025")
Desk = Callable[[duckdb.DuckDBPyConnection, Path], Answer]


@pytest.fixture
def load(tmp_path: Path) -> Desk:
    def load_at(store: duckdb.DuckDBPyConnection, path: Path) -> Answer:
        options = LoadOptions(is_source_open=True)
        return load_file(store, tmp_path / "store", ReceivedFile.read(path), read_catalogue(), options)

    return load_at


def list_rules(answer: Answer) -> list[tuple[str, str, str]]:
    return list(answer.findings.select("rule", "cell", "value").iter_rows())


def test_score_sheets_of_a_closed_ward_stay_out_and_the_others_are_taken(tmp_path: Path, load: Desk) -> None:
    path = write_sheets(tmp_path / "phieu.xlsx", [fill(8), fill(8), fill(9, area="00008")])
    with open_store(tmp_path / "store") as store:
        lock_period(store, read_catalogue(), BA_DINH, HALF, "Phòng VHXH", "12/BC-UBND")
        answer = load(store, path)
        assert list_rules(answer) == [("period_locked", "A8", "2026-H1"), ("period_locked", "A9", "2026-H1")]
        assert "Phòng VHXH, 12/BC-UBND" in answer.findings["message_vi"][0]
        assert store.sql("select distinct area_id from score_outcome").fetchall() == [("00008.2025-07",)]
        reopen_period(store, BA_DINH, HALF, "Phòng VHXH", "chấm lại")
        assert load(store, path).rejected_count == 0
        assert len(store.sql("select distinct area_id from score_outcome").fetchall()) == 2


def test_a_closed_city_takes_no_assessment_of_the_period(tmp_path: Path, load: Desk) -> None:
    form = replace(fill_features(), head={"Địa bàn": ("01", "Thành phố Hà Nội")})
    path = write_form(tmp_path / "phieu.xlsx", form)
    with open_store(tmp_path / "store") as store:
        lock_period(store, read_catalogue(), HANOI, YEAR, "Sở GD&ĐT", "34/BC-SGDĐT")
        answer = load(store, path)
        assert (answer.status, answer.accepted_count) == ("refused", 0)
        assert [(rule, value) for rule, _, value in list_rules(answer)] == [("period_locked", "2025")]
        reopen_period(store, HANOI, YEAR, "Sở GD&ĐT", "khảo sát lại")
        assert load(store, path).status == "loaded"
