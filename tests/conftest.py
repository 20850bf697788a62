"""Warehouses the tests share: built once a run by the same code as everybody's."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from etl.pipeline import publish_warehouse
from warehouse.publish import find_release_file, read_current_id
from wording.language import use_language

BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_configure(config: pytest.Config) -> None:
    """Processes of a run take the files in the order below; xdist would sort them by their number of tests alone."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with many tests first, those in a browser in a row: a process starts its browser and its server once for all of them."""
    counts = Counter(item.path for item in items)
    most = max((count for path, count in counts.items() if path.parent == BROWSER_TESTS), default=0)

    def find_place(item: pytest.Item) -> tuple[int, str, int, str]:
        is_browser = item.path.parent == BROWSER_TESTS
        return (
            -most if is_browser else -counts[item.path],
            "browser" if is_browser else "",
            -counts[item.path],
            str(item.path),
        )

    items.sort(key=find_place)


@pytest.fixture(autouse=True)
def begin_in_vietnamese() -> None:
    """Every test begins in the language the app begins in, whatever the one before it spoke."""
    use_language("vi")


def be_silent(step: str, share: float) -> None:
    """Progress nobody watches."""


def find_current_file(folder: Path) -> Path:
    """The current release of a warehouse."""
    return find_release_file(folder, str(read_current_id(folder)))


def publish_once(factory: pytest.TempPathFactory, name: str, *, is_only_real: bool) -> Path:
    """Folder of a warehouse that all processes of a test run read: the first that asks builds it, the others wait."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with FileLock(shared / f"{name}.lock"):
        if read_current_id(shared / name) is None:
            publish_warehouse(shared / name, be_silent, is_only_real=is_only_real)
    return shared / name


@pytest.fixture(scope="session")
def only_real_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a warehouse of the published figures alone, about four seconds; not to be changed."""
    return publish_once(tmp_path_factory, "only-real", is_only_real=True)


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the warehouse a newcomer gets, simulated reports included, about a minute; not to be changed."""
    return publish_once(tmp_path_factory, "demonstration", is_only_real=False)


@pytest.fixture(scope="session")
def released(demonstration_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demonstration release, read-only."""
    with duckdb.connect(find_current_file(demonstration_folder), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def released_only_real(only_real_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release without simulated reports, read-only."""
    with duckdb.connect(find_current_file(only_real_folder), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def released_with_store(demonstration_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demonstration release with the store beside it, both read-only, apart from the connection the other tests share."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{find_current_file(demonstration_folder)}' as release (read_only)")
        connection.execute(f"attach '{demonstration_folder / 'store.duckdb'}' as store (read_only)")
        connection.execute("use release")
        yield connection
