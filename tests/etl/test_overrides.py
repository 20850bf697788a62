"""Statuses decided by people: what the file may say, what a command refuses, and what a release makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import duckdb
import pytest
from typer.testing import CliRunner

from etl.__main__ import app
from etl.load import DESK_FOLDER
from etl.overrides import (
    FILE_NAME,
    Override,
    check_override,
    exchange_overrides,
    read_overrides,
    remove_override,
    tabulate_standing,
)
from etl.pipeline import publish_warehouse
from warehouse.catalogue import read_catalogue
from warehouse.errors import CatalogueError, Dich2030Error
from warehouse.publish import find_release_file, read_current_id

DECIDED = Override(
    area_id="735.before-2025-07",
    indicator_id="learning_family_rate",
    target_id="T043",
    period="2022",
    status="attained",
    by="Hội Khuyến học tỉnh",
    on=date(2026, 1, 20),
    reason="kiểm tra thực địa",
    document="12/QĐ-HKH",
)
CATALOGUE = read_catalogue()
ARGUMENTS = [
    "override", "add", "--area", DECIDED.area_id, "--indicator", DECIDED.indicator_id, "--target", DECIDED.target_id,
    "--period", DECIDED.period, "--status", DECIDED.status, "--by", DECIDED.by, "--on", "2026-01-20", "--reason", DECIDED.reason,
    "--document", DECIDED.document,
]  # fmt: skip
runner = CliRunner()


def be_silent(step: str, share: float) -> None:
    """Progress nobody watches."""


@pytest.fixture
def folder(only_real_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = copytree(only_real_folder, tmp_path / "warehouse")
    monkeypatch.setenv("DICH_WAREHOUSE", str(copied))
    return copied


def read_row(folder: Path) -> dict[str, object]:
    with duckdb.connect(find_release_file(folder, str(read_current_id(folder))), read_only=True) as release:
        rows = release.execute(
            "select status, status_reason, firm, computed_status, override_by, override_on, override_reason, override_document "
            "from mart_attainment where territory = 'as_reported' and area_id = ? and indicator_id = ? and target_id = ? and period = ? "
            "and group_id is null and basis = target_basis",
            list(DECIDED.key),
        ).pl()
    assert rows.height == 1
    return rows.row(0, named=True)


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / DESK_FOLDER / FILE_NAME
    assert read_overrides(path, CATALOGUE) == []
    taken_back = remove_override([DECIDED], DECIDED.key, "An", date(2026, 2, 1), "nhầm")
    with exchange_overrides(path, [*taken_back, DECIDED]):
        pass
    assert read_overrides(path, CATALOGUE) == [*taken_back, DECIDED]
    assert tabulate_standing(read_overrides(path, CATALOGUE)).rows() == [
        (*DECIDED.key, "attained", DECIDED.by, DECIDED.on, DECIDED.reason, DECIDED.document)
    ]


def test_the_file_is_as_before_where_nothing_could_be_published(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with pytest.raises(RuntimeError), exchange_overrides(path, [DECIDED]):
        raise RuntimeError
    assert not path.exists()
    with exchange_overrides(path, [DECIDED]):
        pass
    with pytest.raises(RuntimeError), exchange_overrides(path, []):
        raise RuntimeError
    assert read_overrides(path, CATALOGUE) == [DECIDED]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"status": "no_data"}, "cannot be decided"),
        ({"status": "suppressed"}, "cannot be decided"),
        ({"status": "on_track"}, "cannot be decided"),
        ({"status": "dat"}, "cannot be decided"),
        ({"indicator_id": "none"}, "no indicator"),
        ({"area_id": "x"}, "no area"),
        ({"target_id": "T999"}, "no target"),
        ({"target_id": "T002"}, "no target"),  # of another indicator
        ({"area_id": "01.2025-07", "target_id": "T096"}, "no target"),
        ({"period": "2022-H2"}, "H2"),
        ({"by": ""}, "who decided"),
        ({"reason": ""}, "who decided"),
    ],
)
def test_what_may_not_be_decided_is_refused(change: dict[str, str], word: str) -> None:
    with pytest.raises(Dich2030Error, match=word):
        check_override(replace(DECIDED, **change), [], CATALOGUE)  # type: ignore[arg-type]


def test_one_verdict_is_decided_once(tmp_path: Path) -> None:
    with pytest.raises(Dich2030Error, match="decided already"):
        check_override(DECIDED, [DECIDED], CATALOGUE)
    taken_back = remove_override([DECIDED], DECIDED.key, "An", date(2026, 2, 1), "nhầm")
    assert check_override(DECIDED, taken_back, CATALOGUE) is DECIDED
    with pytest.raises(Dich2030Error, match="no decision stands"):
        remove_override(taken_back, DECIDED.key, "An", date(2026, 2, 1), "nhầm")
    with pytest.raises(Dich2030Error, match="who removes"):
        remove_override([DECIDED], DECIDED.key, " ", date(2026, 2, 1), "nhầm")


def test_a_file_changed_by_hand_is_checked_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with exchange_overrides(path, [DECIDED, replace(DECIDED, status="no_data", period="2023")]):
        pass
    with pytest.raises(CatalogueError, match=r"status_overrides.csv:3.*cannot be decided"):
        read_overrides(path, CATALOGUE)
    path.write_text("area_id,status\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="columns must be"):
        read_overrides(path, CATALOGUE)


def test_a_decision_is_shown_with_what_the_arithmetic_says_until_it_is_taken_back(folder: Path) -> None:
    before, release_id = read_row(folder), read_current_id(folder)
    assert before["override_by"] is None
    assert before["computed_status"] is None
    added = runner.invoke(app, ARGUMENTS, catch_exceptions=False)
    assert added.exit_code == 0, added.output
    assert before["status"] in added.output
    decided = read_row(folder)
    assert read_current_id(folder) != release_id
    assert decided == {
        "status": "attained",
        "status_reason": before["status_reason"],
        "firm": None,
        "computed_status": before["status"],
        "override_by": DECIDED.by,
        "override_on": DECIDED.on,
        "override_reason": DECIDED.reason,
        "override_document": DECIDED.document,
    }
    listed = runner.invoke(app, ["override", "list"], catch_exceptions=False, env={"COLUMNS": "400"})
    assert listed.exit_code == 0
    assert DECIDED.document in listed.output
    removal = ["override", "remove", *ARGUMENTS[2:10], "--by", "An", "--reason", "nhầm"]
    removed = runner.invoke(app, removal, catch_exceptions=False)
    assert removed.exit_code == 0, removed.output
    assert read_row(folder) == before
    assert read_current_id(folder) == release_id  # same inputs, same release
    (kept,) = read_overrides(folder / DESK_FOLDER / FILE_NAME, CATALOGUE)
    assert (kept.removed_by, kept.removal_reason, kept.is_standing) == ("An", "nhầm", False)


def test_commands_refuse_what_the_release_does_not_have(folder: Path) -> None:
    with pytest.raises(Dich2030Error, match="no row"):
        runner.invoke(app, [*ARGUMENTS[:9], "2021", *ARGUMENTS[10:]], catch_exceptions=False)
    assert not (folder / DESK_FOLDER / FILE_NAME).exists()
    assert runner.invoke(app, [*ARGUMENTS, "--on", "20/1"]).exit_code == 2


def test_a_wrong_file_stops_the_build_and_leaves_the_release(folder: Path) -> None:
    release_id = read_current_id(folder)
    with exchange_overrides(folder / DESK_FOLDER / FILE_NAME, [replace(DECIDED, status="no_data")]):
        pass
    with pytest.raises(CatalogueError, match="cannot be decided"):
        publish_warehouse(folder, be_silent)
    assert read_current_id(folder) == release_id
