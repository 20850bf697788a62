"""The log of verdicts that releases changed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.store import open_store
from tests.warehouse.test_toy_province import PROVINCE, WARDS
from tests.warehouse.toy import INDICATOR, load_toy, report
from warehouse.build import BuildRequest, build_release
from warehouse.catalogue import read_catalogue
from warehouse.verdict_log import write_verdict_changes

CHANGES = "select area_id, status_before, status_after, release_before, release_id from mart_verdict_change order by area_id, release_id"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path) as store:
        load_toy(store, tmp_path, "families", report(WARDS, "2025", 100, 90))
    return tmp_path


def publish(folder: Path, name: str, previous: Path | None) -> Path:
    draft = folder / f"{name}.duckdb"
    request = BuildRequest(name, name, "code", is_only_real=False)
    with open_store(folder) as store:
        build_release(store, draft, read_catalogue(), [], request, lambda step, share: None)
    write_verdict_changes(draft, previous)
    return draft


def correct(folder: Path, name: str, recognised: int) -> None:
    with open_store(folder) as store:
        load_toy(store, folder, name, report(WARDS[:1], "2025", 100, recognised))


def read(path: Path, statement: str) -> list[tuple[object, ...]]:
    with duckdb.connect(path, read_only=True) as release:
        return release.sql(statement).fetchall()


def test_a_changed_verdict_is_logged_and_stays_logged(folder: Path) -> None:
    first = publish(folder, "first", None)
    assert read(first, CHANGES) == []
    correct(folder, "lower", 10)
    second = publish(folder, "second", first)
    verdicts = dict(read(first, f"select target_id, status from mart_standing where area_id = '{WARDS[0]}'"))
    changed = read(second, CHANGES)
    assert changed
    assert {row[0] for row in changed} == {WARDS[0]}
    assert {row[1:] for row in changed} <= {(before, "not_attained", "first", "second") for before in verdicts.values()}
    correct(folder, "again", 90)
    third = publish(folder, "third", second)
    log = read(third, CHANGES)
    assert set(changed) < set(log)
    assert {row[2:] for row in set(log) - set(changed)} == {(status, "second", "third") for _, status, *_ in changed}


def test_where_nothing_changed_nothing_is_logged(folder: Path) -> None:
    first = publish(folder, "first", None)
    assert read(publish(folder, "second", first), CHANGES) == []


def test_a_verdict_that_is_gone_is_logged_too(folder: Path) -> None:
    first = publish(folder, "first", None)
    with duckdb.connect(first) as release:
        release.execute(
            f"update mart_standing set area_id = 'gone' where area_id = '{WARDS[0]}' and indicator_id = '{INDICATOR}'"
        )
    second = publish(folder, "second", first)
    assert {(row[0], row[2]) for row in read(second, CHANGES)} == {("gone", None)}


def test_the_first_verdict_is_no_change(folder: Path) -> None:
    first = publish(folder, "first", None)
    with duckdb.connect(first) as release:
        release.execute(f"update mart_standing set status = 'no_data' where area_id in ('{WARDS[0]}', '{PROVINCE}')")
    assert read(publish(folder, "second", first), CHANGES) == []
