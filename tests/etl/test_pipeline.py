"""Publishing: the same inputs publish nothing new, a release can be rolled back, and one writer keeps the others out."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from etl.load import LoadOptions
from etl.lock import hold_writer_lock
from etl.pipeline import publish_warehouse
from etl.received import ReceivedFile
from tests.etl import kill_loads
from tests.etl.command_line import run_etl
from warehouse.build import run_checks
from warehouse.errors import BuildError, LockedError, ReleaseError
from warehouse.publish import list_releases, point_current, publish_draft, read_current_id

KILLS = 20
FIRST_BUILD_KILLS = 6


def be_silent(step: str, share: float) -> None:
    """Progress nobody watches."""


@pytest.fixture
def folder(tmp_path: Path, only_real_folder: Path) -> Path:
    return Path(copytree(only_real_folder, tmp_path / "warehouse"))


@pytest.fixture
def population(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three new wards in the layout of the population source."""
    path = tmp_path_factory.mktemp("received") / "population.csv"
    path.write_text(
        "ward_code,population,population_quality\n00004,65023,as_published\n00008,93536,as_published\n00025,1000,rounded_to_thousand\n",
        encoding="utf-8",
    )
    return path


def test_the_same_inputs_publish_nothing_new(folder: Path) -> None:
    before = read_current_id(folder)
    again = publish_warehouse(folder, be_silent)
    assert (again.release_id, again.is_new) == (before, False)
    assert {answer.status for answer in again.loads} == {"known"}
    assert len(list_releases(folder)) == 1


def test_a_load_publishes_once_and_can_be_rolled_back(folder: Path, population: Path) -> None:
    first = read_current_id(folder)
    assert first is not None
    file = ReceivedFile.read(population)
    loaded = publish_warehouse(folder, be_silent, received=[(file, LoadOptions("population"))])
    assert loaded.is_new
    assert loaded.loads[-1].accepted_count == 3
    with duckdb.connect(folder / "releases" / f"{loaded.release_id}.duckdb", read_only=True) as release:
        found = release.sql(
            "select value, qualifier from mart_attainment where indicator_id = 'population_count' and area_id = '00004.2025-07' "
            "and territory = 'as_reported'"
        ).fetchall()
        cells = release.sql(
            "select file_name, sheet, cell from mart_provenance where indicator_id = 'population_count' and area_id = '00004.2025-07'"
        ).fetchall()
    assert found == [(65023.0, "exact")]
    assert cells == [("population.csv", "CSV", "B2")]
    again = publish_warehouse(folder, be_silent, received=[(file, LoadOptions("population"))])
    assert (again.release_id, again.is_new) == (loaded.release_id, False)
    point_current(folder, first)
    assert read_current_id(folder) == first


def test_the_oldest_releases_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    for number in range(5):
        draft = tmp_path / "releases" / "draft"
        draft.write_bytes(b"x")
        publish_draft(tmp_path, draft, f"2026010{number}", kept=3)
    assert sorted(path.stem for path in (tmp_path / "releases").iterdir()) == ["20260102", "20260103", "20260104"]
    assert read_current_id(tmp_path) == "20260104"


@pytest.mark.parametrize("release_id", ["20250101T000000Z-0", "../store", ""])
def test_only_a_kept_release_can_be_current(folder: Path, release_id: str) -> None:
    before = read_current_id(folder)
    with pytest.raises(ReleaseError):
        point_current(folder, release_id)
    assert read_current_id(folder) == before


def test_a_failed_check_publishes_nothing(tmp_path: Path, folder: Path) -> None:
    current = read_current_id(folder)
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes((folder / "releases" / f"{current}.duckdb").read_bytes())
    with duckdb.connect(copy) as release:
        run_checks(release)
        release.execute("update mart_attainment set status = 'attained' where status = 'not_comparable'")
        with pytest.raises(BuildError, match="verdict_without_value found"):
            run_checks(release)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with (
        hold_writer_lock(tmp_path, "load of a test"),
        pytest.raises(LockedError, match=rf"pid {os.getpid()}, load of a test"),
        hold_writer_lock(tmp_path, "another", wait_seconds=0.05),
    ):
        pass
    with hold_writer_lock(tmp_path, "afterwards", wait_seconds=0.05):
        assert json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))["doing"] == "afterwards"


def test_the_command_line_says_what_it_did(tmp_path: Path, population: Path) -> None:
    built = run_etl(tmp_path, "build", "--only-real")
    assert built.exit_code == 0, built.stderr
    current = read_current_id(tmp_path)
    assert current is not None
    assert f"published: {current}" in built.stdout
    for source_id in ("published_attainment", "published_city_indicators", "unesco_membership"):
        assert source_id in built.stdout
    again = run_etl(tmp_path, "build", "--only-real")
    assert "nothing new" in again.stdout
    dry = run_etl(tmp_path, "load", str(population), "--source", "population", "--dry-run")
    assert (dry.exit_code, read_current_id(tmp_path)) == (0, current)
    assert run_etl(tmp_path, "load", str(population), "--source", "population").exit_code == 0
    assert read_current_id(tmp_path) != current
    assert run_etl(tmp_path, "check").exit_code == 0
    assert run_etl(tmp_path, "rollback", current).exit_code == 0
    assert read_current_id(tmp_path) == current
    assert current in run_etl(tmp_path, "releases").stdout


def test_exit_codes_tell_data_from_usage(tmp_path: Path, population: Path) -> None:
    wrong = population.with_name("wrong.csv")
    wrong.write_text(population.read_text(encoding="utf-8").replace("65023", "about 65"), encoding="utf-8")
    rejected = run_etl(tmp_path, "load", str(wrong), "--source", "population", "--dry-run")
    assert rejected.exit_code == 1
    assert "CSV!B2" in rejected.stderr, rejected.stderr
    assert run_etl(tmp_path, "load", str(population), "--source", "nobody", "--dry-run").exit_code == 1
    assert run_etl(tmp_path, "rollback", "nothing").exit_code == 1
    assert run_etl(tmp_path, "rollback").exit_code == 2
    assert run_etl(tmp_path, "load", str(tmp_path / "absent.csv")).exit_code == 2


def test_eight_threads_read_the_same_rows(folder: Path) -> None:
    path = folder / "releases" / f"{read_current_id(folder)}.duckdb"
    sql = "select area_id, indicator_id, value from mart_standing where indicator_id = $indicator order by all"
    names = ["learning_family_rate", "learning_clan_rate", "learning_community_rate", "learning_citizen_rate_all"]
    with duckdb.connect(path, read_only=True) as connection:

        def ask(number: int) -> list[tuple[object, ...]]:
            with connection.cursor() as cursor:
                return cursor.execute(sql, {"indicator": names[number % 4]}).fetchall()

        expected = [ask(number) for number in range(4)]
        assert len({str(rows) for rows in expected}) == 4
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(1000)))
    assert sum(rows == expected[number % 4] for number, rows in enumerate(answers)) == 1000


def test_a_reader_keeps_its_release_while_another_is_built(folder: Path, population: Path) -> None:
    current = read_current_id(folder)
    with duckdb.connect(folder / "releases" / f"{current}.duckdb", read_only=True) as reader:
        before = reader.sql("select count(*) from mart_attainment").fetchone()
        assert run_etl(folder, "load", str(population), "--source", "population").exit_code == 0
        assert read_current_id(folder) != current
        assert reader.sql("select count(*) from mart_attainment").fetchone() == before


def kill_after(seconds: float, folder: Path, *arguments: str) -> None:
    """Start the command line and kill it, unless it has ended by itself."""
    process = kill_loads.start_etl(folder, *arguments)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def assert_current_is_complete(folder: Path) -> None:
    current = read_current_id(folder)
    with duckdb.connect(folder / "releases" / f"{current}.duckdb", read_only=True) as release:
        run_checks(release)
        assert release.sql("select release_id from release_info").fetchone() == (current,)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_moment_the_warehouse_stays_whole(tmp_path: Path, population: Path) -> None:
    """Kill a build at random moments: CURRENT names a complete release or nothing, and the next build succeeds."""
    generator = random.Random(20251231)
    whole = kill_loads.run_etl(tmp_path / "timing", "build", "--only-real")
    folder = tmp_path / "killed"
    for _ in range(FIRST_BUILD_KILLS):
        kill_after(generator.uniform(0.2, 1.0) * whole, folder, "build", "--only-real")
        if read_current_id(folder) is not None:
            assert_current_is_complete(folder)
    assert run_etl(folder, "build", "--only-real").exit_code == 0
    for number in range(KILLS - FIRST_BUILD_KILLS):
        received = population.with_name(f"{number}.csv")
        received.write_text(
            population.read_text(encoding="utf-8").replace("65023", str(65024 + number)), encoding="utf-8"
        )
        kill_after(generator.uniform(0.2, 1.0) * whole, folder, "load", str(received), "--source", "population")
        assert_current_is_complete(folder)
    assert run_etl(folder, "load", str(received), "--source", "population").exit_code == 0
    assert not list((folder / "releases").glob("*.draft*"))
    assert run_etl(folder, "check").exit_code == 0
