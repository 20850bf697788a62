"""Releases on disk: immutable files, a pointer to the current one, and going back to an older one.

``DICH_WAREHOUSE`` names the folder, ``data/warehouse`` by default::

    store.duckdb            the write side (ETL only)
    received/<sha256>       bytes of every file loaded
    releases/<id>.duckdb    never changed after publishing
    CURRENT                 id of the release the app reads, replaced atomically
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from warehouse.errors import ReleaseError
from warehouse.sql import read_sql

DEFAULT_FOLDER = Path(__file__).parent.parent / "data" / "warehouse"
RECEIVED_FOLDER = "received"
KEPT_RELEASES = 10


@dataclass(frozen=True)
class ReleaseInfo:
    """The one row of ``release_info``.

    Attributes
    ----------
    data_as_of : date
        End of the latest period with a value.
    fingerprint : str
        Hash of everything the release was made from; two releases with the same fingerprint hold the same numbers.
    is_only_real : bool
        Whether simulated reports were left out on purpose.
    """

    release_id: str
    created_at: datetime
    data_as_of: date
    latest_period: str
    has_simulated: bool
    is_only_real: bool
    code_version: str
    fingerprint: str


def find_folder() -> Path:
    """The warehouse folder of this process."""
    return Path(os.environ.get("DICH_WAREHOUSE") or DEFAULT_FOLDER)


def find_release_file(folder: Path, release_id: str) -> Path:
    """Path of a kept release.

    Raises
    ------
    ReleaseError
        When it is not kept, or the id is no plain name.
    """
    path = folder / "releases" / f"{release_id}.duckdb"
    if Path(release_id).name != release_id or not path.is_file():
        raise ReleaseError(
            f"release {release_id} is not kept; see `python -m etl releases`",
            f"không còn bản phát hành {release_id}; xem `python -m etl releases`",
        )
    return path


def read_current_id(folder: Path) -> str | None:
    """Id of the current release; None when nothing was ever published."""
    try:
        return (folder / "CURRENT").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def point_current(folder: Path, release_id: str) -> None:
    """Make a kept release the current one, atomically."""
    find_release_file(folder, release_id)
    draft = folder / f"CURRENT.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(release_id + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(folder / "CURRENT")


def publish_draft(folder: Path, draft: Path, release_id: str, kept: int = KEPT_RELEASES) -> None:
    """Give a checked draft its final name, point CURRENT to it and drop the oldest releases beyond ``kept``."""
    draft.replace(folder / "releases" / f"{release_id}.duckdb")
    point_current(folder, release_id)
    for old in sorted((folder / "releases").glob("*.duckdb"))[:-kept]:
        if old.stem != release_id:
            _remove_release(old)


def _remove_release(path: Path) -> None:
    try:
        path.unlink()
    except PermissionError:  # Windows: a reader still has it open; the next publication removes it.
        return


def list_releases(folder: Path) -> list[ReleaseInfo]:
    """Every kept release, newest first."""
    paths = sorted((folder / "releases").glob("*.duckdb"), reverse=True)
    return [read_release_info(path) for path in paths]


def read_release_info(path: Path) -> ReleaseInfo:
    """What a release file says of itself."""
    with connect_release(path) as connection:
        return read_info(connection, path.stem)


def connect_release(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a release file for reading.

    Raises
    ------
    ReleaseError
        When the file is damaged.
    """
    try:
        return duckdb.connect(path, read_only=True)
    except duckdb.Error as error:
        raise ReleaseError(
            f"release {path.stem} is damaged: {path} cannot be opened",
            f"bản phát hành {path.stem} bị hỏng: không mở được tệp {path}",
        ) from error


def read_info(connection: duckdb.DuckDBPyConnection, release_id: str) -> ReleaseInfo:
    """The one row of ``release_info`` of an open release.

    Raises
    ------
    ReleaseError
        When the file holds something else.
    """
    try:
        with connection.cursor() as cursor:
            row = cursor.execute(read_sql("queries", "release_info")).fetchone()
    except duckdb.CatalogException:
        row = None
    if row is None:
        raise ReleaseError(
            f"{release_id} holds no release_info; remove the file", f"{release_id} không có release_info; hãy xoá tệp"
        )
    return ReleaseInfo(*row)
