"""Statements readers write: answered within limits, refused with a reason, and never to the harm of anybody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.hostile import FILL_THE_COMPUTER, HOSTILE
from warehouse import sandbox
from warehouse.publish import find_release_file, read_current_id
from warehouse.queries import list_indicators, open_release
from warehouse.sandbox import Limits, QueryAnswer, QueryRun, run_query
from warehouse.sandbox_worker import open_closed
from warehouse.statements import Refusal, StatementError

SHORT = Limits(seconds=1.5, memory_mb=96, row_count=1000, byte_count=2_000_000)
PATIENT = replace(SHORT, seconds=10.0)  # for what is answered or refused at once, also on a busy machine
KILL_SECONDS = 1.5
Outcomes = dict[str, tuple[Refusal | None, float]]


@pytest.fixture(scope="module")
def path(only_real_folder: Path) -> Iterator[Path]:
    yield find_release_file(only_real_folder, str(read_current_id(only_real_folder)))
    sandbox.POOL.close()


def refuse(path: Path, text: str, limits: Limits = PATIENT) -> StatementError:
    with pytest.raises(StatementError) as caught:
        run_query(path, text, limits)
    return caught.value


@pytest.fixture(scope="module")
def waits() -> list[float]:
    """Seconds from one answer of another reader to its next during the hostile statements; a pause of the whole machine shows too."""
    return []


@pytest.fixture(scope="module")
def outcomes(path: Path, only_real_folder: Path, waits: list[float]) -> Outcomes:
    """Every hostile statement, two at a time, while another reader goes on asking."""
    is_over = threading.Event()
    release = open_release(only_real_folder)

    def read_on() -> None:
        before = time.monotonic()
        while not is_over.is_set():
            assert list_indicators(release, "VN").height
            time.sleep(0.05)
            waits.append(time.monotonic() - before)
            before += waits[-1]

    def run_one(text: str) -> tuple[Refusal | None, float]:
        run = QueryRun(path, text, SHORT if text in FILL_THE_COMPUTER else PATIENT)
        assert run.wait(60.0)
        seconds = (run.ended_at or 0.0) - (run.sent_at or run.ended_at or 0.0)  # without the start of a process
        return run.outcome.refusal if isinstance(run.outcome, StatementError) else None, seconds

    reader = threading.Thread(target=read_on)
    reader.start()
    with ThreadPoolExecutor(sandbox.CONCURRENT_RUNS) as pool:
        found = dict(
            zip(
                (text for text, _allowed in HOSTILE),
                pool.map(run_one, (text for text, _allowed in HOSTILE)),
                strict=True,
            )
        )
    is_over.set()
    reader.join()
    return found


@pytest.mark.parametrize(("text", "allowed"), HOSTILE, ids=[text[:60] for text, _allowed in HOSTILE])
def test_a_hostile_statement_is_refused_or_stopped(
    outcomes: Outcomes, waits: list[float], text: str, allowed: set[Refusal]
) -> None:
    refusal, seconds = outcomes[text]
    assert refusal in allowed
    limits = SHORT if text in FILL_THE_COMPUTER else PATIENT
    assert seconds < limits.seconds + KILL_SECONDS + max(waits)


def test_others_go_on_reading_meanwhile(outcomes: Outcomes, waits: list[float]) -> None:
    assert len(outcomes) == len(HOSTILE) >= 60
    assert len(waits) > 50
    assert sorted(waits)[len(waits) // 2] < 0.25


def test_every_setting_is_closed_even_to_who_gets_past_the_parser(path: Path) -> None:
    """The barrier behind the first: what the connection itself refuses."""
    with open_closed(path, 64) as connection:
        for text in (
            "select * from read_text('/etc/hostname')",
            "copy (select 1) to '/tmp/sandbox-should-not-exist.csv'",
            "attach ':memory:' as other",
            "attach '/tmp/sandbox-should-not-exist.duckdb'",
            "install httpfs",
            "set enable_external_access = true",
            "set lock_configuration = false",
            "set memory_limit = '10GB'",
            "set threads = 8",
            "insert into dim_group select * from dim_group",
            "drop table dim_group",
            "from path",  # a variable of Python
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(text).fetchall()
    assert not Path("/tmp/sandbox-should-not-exist.csv").exists()


def test_an_answer_has_the_rows_of_the_release(path: Path) -> None:
    answer = run_query(path, "select level, count(*) as n from dim_area group by all order by level", PATIENT)
    with duckdb.connect(path, read_only=True) as connection:
        expected = connection.execute("select level, count(*) from dim_area group by all order by level").fetchall()
    assert answer.names == ("level", "n")
    assert answer.frame.rows() == expected
    assert not answer.is_cut


def test_a_long_answer_is_cut_and_says_so(path: Path) -> None:
    answer = run_query(path, "select range from range(5000)", PATIENT)
    assert (answer.frame.height, answer.is_cut) == (1000, True)
    assert not run_query(path, "select range from range(1000)", PATIENT).is_cut


def test_columns_of_one_name_and_of_every_kind_are_shown(path: Path) -> None:
    answer = run_query(
        path,
        "select 1 as a, 2.5 as a, [1, 2] as b, {'x': 1} as c, 1::hugeint as d, date '2026-01-02' as e, null as f",
        SHORT,
    )
    assert answer.names == ("a", "a", "b", "c", "d", "e", "f")
    assert answer.frame.row(0)[:5] == (1, 2.5, "[1, 2]", "{'x': 1}", 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "from dim_area limit 3", "describe mart_attainment", "summarize dim_group", "show tables", "values (1), (2)", "table dim_group",
        "explain select 1", "explain analyze select count(*) from dim_area", "-- lời bàn\nselect 1;",
        "(select 1) union (select 2)",
        "with a as (select 1 as x) select * from a", "with recursive t as (select 1 as x union all select x + 1 from t where x < 9) from t",
        "pivot dim_area on level in ('ward', 'province') using count(*) group by era", "select columns('name_.*') from dim_area",
        "select * from dim_area a asof join dim_period p on a.valid_from >= p.period_end",
        "select * from dim_area qualify row_number() over (partition by level order by area_id) = 1",
        "select column_name from information_schema.columns", "select table_name from duckdb_tables()", "from dim_area using sample 5",
    ],
)  # fmt: skip
def test_every_way_of_asking_is_answered(path: Path, text: str) -> None:
    assert run_query(path, text, PATIENT).frame.height


@pytest.mark.parametrize(
    ("text", "refusal", "name", "hint"),
    [
        ("", Refusal.EMPTY, "", ""),
        ("-- nothing", Refusal.EMPTY, "", ""),
        ("select 1; select 2", Refusal.SEVERAL, "", ""),
        ("select * from dim_are", Refusal.UNKNOWN_TABLE, "dim_are", "dim_area"),
        ("select nam from dim_area", Refusal.UNKNOWN_COLUMN, "nam", "name_en"),
        ("select foo(1)", Refusal.UNKNOWN_FUNCTION, "foo", "floor"),
        ("pivot dim_area on level using count(*)", Refusal.OPEN_PIVOT, "", ""),
        ("delete from dim_area", Refusal.NOT_READING, "DELETE", ""),
    ],
)
def test_a_refusal_names_what_and_what_was_perhaps_meant(
    path: Path, text: str, refusal: Refusal, name: str, hint: str
) -> None:
    error = refuse(path, text)
    assert (error.refusal, error.name) == (refusal, name)
    assert error.hint.startswith(hint)


def test_a_slip_of_the_pen_is_told_with_its_place(path: Path) -> None:
    error = refuse(path, "select *\nfrom dim_area\nwere level = 'ward'")
    assert (error.refusal, error.line, error.name) == (Refusal.SYNTAX, 3, "level")


def test_no_refusal_tells_a_path_of_the_server(path: Path) -> None:
    for text in ("from duckdb_extensions()", "from read_text('/etc/passwd')", "from '/etc/passwd'"):
        error = refuse(path, text)
        assert str(path.parent) not in error.detail
        assert str(Path.home()) not in error.detail


def test_a_run_that_is_stopped_ends_at_once_and_the_next_is_answered(path: Path) -> None:
    run = QueryRun(path, "select count(*) from range(1000000000000)", Limits(seconds=30.0))
    assert not run.wait(1.0)
    asked_at = time.perf_counter()
    run.stop()
    assert run.wait(2.0)
    assert time.perf_counter() - asked_at < 1.0
    assert isinstance(run.outcome, StatementError)
    assert run.outcome.refusal is Refusal.STOPPED
    assert isinstance(run_query(path, "select 1", PATIENT), QueryAnswer)


def test_a_process_that_was_ended_between_statements_is_replaced(path: Path) -> None:
    run_query(path, "select 1", PATIENT)
    idle = sandbox.POOL.idle
    assert idle is not None
    idle.process.kill()
    idle.process.wait()
    assert run_query(path, "select 2 as x", PATIENT).frame.item() == 2


def test_the_same_process_answers_again(path: Path) -> None:
    run_query(path, "select 1", PATIENT)
    first = sandbox.POOL.idle
    refuse(path, "select nothing")
    assert sandbox.POOL.idle is first
