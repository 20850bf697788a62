"""The log of verdicts that releases changed."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.warehouse.test_toy_province import WARDS
from tests.warehouse.toy import load_toy, open_toy_store, report
from warehouse.build import BuildRequest, build_release
from warehouse.catalogue import read_catalogue
from warehouse.verdict_log import write_verdict_changes

CHANGES = """
    select area_id, status_before, status_after, release_before, release_id
    from mart_verdict_change
    order by area_id, target_id, release_id
"""
VERDICTS = f"select status from mart_standing where area_id = '{WARDS[0]}' and due <= date '2025-12-31'"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of one period; not to be changed."""
    folder = tmp_path_factory.mktemp("verdicts")
    request = BuildRequest("built", "fingerprint", "code", is_only_real=False)
    with open_toy_store(folder) as store:
        load_toy(store, folder, "families", report(WARDS, "2025", 100, 90))
        build_release(store, folder / "built.duckdb", read_catalogue(), [], request, lambda step, share: None)
    return folder / "built.duckdb"


def publish(built: Path, target: Path, previous: Path | None, change: str = "") -> Path:
    """A copy under the name of ``target``, its verdicts changed by a statement, with the log it would have."""
    copyfile(built, target)
    with duckdb.connect(target) as release:
        release.execute(f"update release_info set release_id = '{target.stem}'")
        if change:
            release.execute(f"update mart_standing set {change}")
    write_verdict_changes(target, previous)
    return target


def read(path: Path, statement: str) -> list[tuple[object, ...]]:
    with duckdb.connect(path, read_only=True) as release:
        return release.sql(statement).fetchall()


def test_a_changed_verdict_is_logged_and_stays_logged(built: Path, tmp_path: Path) -> None:
    first = publish(built, tmp_path / "first.duckdb", None)
    assert read(first, CHANGES) == []
    second = publish(built, tmp_path / "second.duckdb", first, f"status = 'not_attained' where area_id = '{WARDS[0]}'")
    verdicts = [row[0] for row in read(first, VERDICTS)]
    changed = read(second, CHANGES)
    assert verdicts
    assert sorted(changed) == sorted((WARDS[0], before, "not_attained", "first", "second") for before in verdicts)
    third = publish(built, tmp_path / "third.duckdb", second)
    back = [(WARDS[0], "not_attained", after, "second", "third") for after in verdicts]
    assert sorted(read(third, CHANGES)) == sorted([*changed, *back])


def test_where_nothing_changed_nothing_is_logged(built: Path, tmp_path: Path) -> None:
    first = publish(built, tmp_path / "first.duckdb", None)
    assert read(publish(built, tmp_path / "second.duckdb", first), CHANGES) == []


def test_a_verdict_that_is_gone_is_logged_too(built: Path, tmp_path: Path) -> None:
    first = publish(built, tmp_path / "first.duckdb", None)
    gone = publish(built, tmp_path / "gone.duckdb", first, f"area_id = 'elsewhere' where area_id = '{WARDS[0]}'")
    assert {(row[0], row[2]) for row in read(gone, CHANGES)} == {(WARDS[0], None)}


def test_the_first_verdict_is_no_change(built: Path, tmp_path: Path) -> None:
    first = publish(built, tmp_path / "first.duckdb", None, "status = 'no_data'")
    assert read(publish(built, tmp_path / "second.duckdb", first), CHANGES) == []
