"""Warehouses the tests share: built once a session by the same code as everybody's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.pipeline import Publication, publish_warehouse
from warehouse.publish import read_current_id


def be_silent(step: str, share: float) -> None:
    """Progress nobody watches."""


@pytest.fixture(scope="session")
def only_real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Publication]:
    """A warehouse of the published figures alone; about two seconds."""
    folder = tmp_path_factory.mktemp("only-real")
    return folder, publish_warehouse(folder, be_silent, is_only_real=True)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Publication]:
    """The warehouse a newcomer gets, simulated reports included; about half a minute."""
    folder = tmp_path_factory.mktemp("demonstration")
    return folder, publish_warehouse(folder, be_silent, is_only_real=False)


@pytest.fixture(scope="session")
def only_real_folder(only_real: tuple[Path, Publication]) -> Path:
    """Folder of the warehouse without simulated reports; not to be changed."""
    return only_real[0]


@pytest.fixture(scope="session")
def demonstration_folder(demonstration: tuple[Path, Publication]) -> Path:
    """Folder of the demonstration warehouse; not to be changed."""
    return demonstration[0]


@pytest.fixture(scope="session")
def released(demonstration: tuple[Path, Publication]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demonstration release, read-only."""
    folder, publication = demonstration
    with duckdb.connect(folder / "releases" / f"{publication.release_id}.duckdb", read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def released_only_real(only_real: tuple[Path, Publication]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release without simulated reports, read-only."""
    folder, publication = only_real
    with duckdb.connect(folder / "releases" / f"{publication.release_id}.duckdb", read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def released_with_store(demonstration_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demonstration release with the store beside it, both read-only, apart from the connection the other tests share."""
    file = demonstration_folder / "releases" / f"{read_current_id(demonstration_folder)}.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as release (read_only)")
        connection.execute(f"attach '{demonstration_folder / 'store.duckdb'}' as store (read_only)")
        connection.execute("use release")
        yield connection
