"""The store: files received, loads, reported values and findings. Append-only, one writer, opened by the ETL only.

The bytes received lie beside it, one file each, named by their SHA-256 (``received/``): a workbook can be shown without opening the store.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from etl.findings import FINDING_SCHEMA
from etl.received import ReceivedFile
from warehouse.errors import InputFileError
from warehouse.publish import RECEIVED_FOLDER
from warehouse.sql import read_sql

STORE_FILE = "store.duckdb"
MEMORY_LIMIT = "768MB"  # more spills to disk: a file of five million rows loads on a small computer

REPORTED_VALUE_SCHEMA: dict[str, pl.DataType] = {
    "area_id": pl.String(),
    "period": pl.String(),
    "subject_id": pl.String(),
    "group_id": pl.String(),
    "measure": pl.String(),
    "basis": pl.String(),
    "value": pl.Decimal(18, 4),
    "qualifier": pl.String(),
    "missing_reason": pl.String(),
    "as_of": pl.Date(),
    "report_status": pl.String(),
    "is_simulated": pl.Boolean(),
    "sheet": pl.String(),
    "cell": pl.String(),
    "source_url": pl.String(),
    "credibility": pl.String(),
}


@dataclass(frozen=True)
class StoredLoad:
    """What the store knows of one load; counts of values (read, accepted) and of cells (rejected, warned)."""

    load_id: int
    read_count: int
    accepted_count: int
    rejected_count: int
    warning_count: int


@contextmanager
def open_store(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open ``<folder>/store.duckdb`` for writing; the caller holds the writer lock."""
    folder.mkdir(parents=True, exist_ok=True)
    is_new = not (folder / STORE_FILE).exists()
    with duckdb.connect(folder / STORE_FILE, config={"memory_limit": MEMORY_LIMIT}) as connection:
        if not is_new:
            _upgrade(connection, folder)
        prepare_store(connection)
        yield connection


def prepare_store(store: duckdb.DuckDBPyConnection) -> None:
    """Create the tables that are missing and define ``current_values(periods, areas)`` and ``current_value`` over them."""
    store.execute("set enable_progress_bar = false")  # it would go to standard output, where answers go
    with transaction(store):
        for name in ("cell_names", "schema", "reported_value", "current_values", "current_value"):
            store.execute(read_sql("store", name))


def _upgrade(store: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Bring a store of an earlier version up to date."""
    columns = {row[0] for row in store.execute(read_sql("store", "former_columns")).fetchall()}
    if "content" in columns:
        _move_contents(store, folder)
    if "cell" in columns:
        with transaction(store):
            for name in ("cell_names", "schema", "upgrade_values"):
                store.execute(read_sql("store", name))


def _move_contents(store: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Of the first version: its bytes go to files, its rejected cells become findings."""
    (folder / RECEIVED_FOLDER).mkdir(parents=True, exist_ok=True)
    for sha256, content in store.execute(read_sql("store", "file_contents")).fetchall():
        (folder / RECEIVED_FOLDER / sha256).write_bytes(content)
    with transaction(store):
        store.execute(read_sql("store", "upgrade"))


def keep_received(folder: Path, file: ReceivedFile, kept: Path | None = None) -> None:
    """Keep a file's bytes, or ``kept`` (a copy without personal columns) in their place, under the file's SHA-256.

    Raises
    ------
    InputFileError
        The file changed while it was being loaded.
    """
    target = folder / RECEIVED_FOLDER / file.sha256
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    with (kept or file.path).open("rb") as source, draft.open("wb") as sink:
        shutil.copyfileobj(source, sink)
        sink.flush()
        os.fsync(sink.fileno())
    if kept is None:
        with draft.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest != file.sha256:
            draft.unlink()
            raise InputFileError(
                file.name,
                "the file changed while it was being loaded; try again",
                "tệp bị sửa trong lúc nạp; hãy nạp lại",
            )
    draft.replace(target)


def find_load(store: duckdb.DuckDBPyConnection, sha256: str, source_id: str) -> StoredLoad | None:
    """The standing load of this content by this source, or None when there is none."""
    row = store.execute(read_sql("store", "find_load"), {"sha256": sha256, "source_id": source_id}).fetchone()
    return StoredLoad(*row) if row else None


def find_known(
    store: duckdb.DuckDBPyConnection, sha256: str, source_ids: Sequence[str]
) -> tuple[str, StoredLoad | None]:
    """The first of some sources that a standing load of this content is of, with the load; else the first source and None."""
    for source_id in source_ids:
        if (known := find_load(store, sha256, source_id)) is not None:
            return source_id, known
    return source_ids[0], None


@dataclass(frozen=True)
class NewLoad:
    """What is to be recorded of one file; ``stored_name`` differs from the file's own where a cleaned copy is kept."""

    file: ReceivedFile
    source_id: str
    loaded_by: str | None
    read_count: int
    accepted_count: int
    rejected_count: int
    warning_count: int
    is_simulated: bool
    stored_name: str
    is_cleaned: bool


def accept_values(store: duckdb.DuckDBPyConnection, values: pl.DataFrame) -> None:
    """Take plain values, ``REPORTED_VALUE_SCHEMA``, as accepted: they are what the next load records."""
    store.register("new_values", values)
    for step in ("accepted_frame", "accepted_value"):
        store.execute(read_sql("intake", step))
    store.unregister("new_values")


def record_load(
    store: duckdb.DuckDBPyConnection,
    load: NewLoad,
    findings: pl.DataFrame,
    records: Mapping[str, pl.DataFrame] | None = None,
) -> StoredLoad:
    """Record a file, what was accepted of it and the findings in one transaction: all of it or nothing.

    Parameters
    ----------
    findings : pl.DataFrame
        ``FINDING_SCHEMA``; grain: one finding at a cell.
    records : mapping of str to pl.DataFrame, optional
        Rows of other tables than the values', by table and without ``load_id``.
    """
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    counts = (load.read_count, load.accepted_count, load.rejected_count, load.warning_count)
    names = ("read_count", "accepted_count", "rejected_count", "warning_count")
    with transaction(store):
        store.execute(
            read_sql("store", "insert_file"),
            {
                "sha256": load.file.sha256,
                "file_name": load.stored_name,
                "byte_count": load.file.byte_count,
                "is_cleaned": load.is_cleaned,
                "received_at": now,
            },
        )
        header = {
            "sha256": load.file.sha256,
            "source_id": load.source_id,
            "loaded_at": now,
            "loaded_by": load.loaded_by,
            "is_simulated": load.is_simulated,
            **dict(zip(names, counts, strict=True)),
        }
        row = store.execute(read_sql("store", "insert_load"), header).fetchone()
        assert row is not None
        for step in ("insert_reported_headings", "insert_reported_rows", "insert_reported_cells"):
            store.execute(read_sql("store", step), {"load_id": row[0]})
        for table, rows in (records or {}).items():
            columns = store.table(table).columns
            store.register("new_records", rows.with_columns(load_id=pl.lit(row[0], pl.Int32)).select(columns))
            store.table("new_records").insert_into(table)
            store.unregister("new_records")
        store.register("new_findings", findings.select(*FINDING_SCHEMA))
        store.execute(read_sql("store", "insert_findings"), {"load_id": row[0]})
    store.unregister("new_findings")
    return StoredLoad(row[0], *counts)


def list_loads(store: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every load with its file, oldest first."""
    return store.sql(read_sql("store", "list_loads")).pl()


@contextmanager
def transaction(store: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit on success, roll back on any error."""
    store.begin()
    try:
        yield
    except BaseException:
        store.rollback()
        raise
    store.commit()
