"""The store: files received, loads, reported values and rejected cells. Append-only, one writer, opened by the ETL only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from warehouse.sql import read_sql

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
REJECTED_CELL_SCHEMA: dict[str, pl.DataType] = {
    name: pl.String() for name in ("sheet", "cell", "rule", "value", "message_vi", "message_en")
}


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came in: its bytes are kept, so that any number can be shown in its workbook."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Identity of the content."""
        return hashlib.sha256(self.content).hexdigest()

    @classmethod
    def read(cls, path: Path) -> ReceivedFile:
        """Take a file from disk under its own name."""
        return cls(path.name, path.read_bytes())


@dataclass(frozen=True)
class StoredLoad:
    """What the store knows of one load."""

    load_id: int
    read_count: int
    accepted_count: int
    rejected_count: int


@contextmanager
def open_store(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open ``<folder>/store.duckdb`` for writing; the caller holds the writer lock."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(folder / "store.duckdb") as connection:
        connection.execute(read_sql("store", "schema"))
        yield connection


def find_load(store: duckdb.DuckDBPyConnection, sha256: str, source_id: str) -> StoredLoad | None:
    """The load of this content by this source, or None when it has never been loaded."""
    row = store.execute(read_sql("store", "find_load"), {"sha256": sha256, "source_id": source_id}).fetchone()
    return StoredLoad(*row) if row else None


def record_load(
    store: duckdb.DuckDBPyConnection,
    file: ReceivedFile,
    source_id: str,
    read_count: int,
    accepted: pl.DataFrame,
    rejected: pl.DataFrame,
) -> StoredLoad:
    """Keep a file, its accepted values and its rejected cells in one transaction: all of it or nothing.

    Parameters
    ----------
    accepted, rejected : pl.DataFrame
        As ``REPORTED_VALUE_SCHEMA`` and ``REJECTED_CELL_SCHEMA``; grain: one cell.
    """
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    header = {"sha256": file.sha256, "source_id": source_id, "loaded_at": now, "read_count": read_count}
    counts = {"accepted_count": accepted.height, "rejected_count": rejected.height}
    is_simulated = bool(accepted["is_simulated"].any())
    with transaction(store):
        store.execute(
            read_sql("store", "insert_file"),
            {
                "sha256": file.sha256,
                "file_name": file.name,
                "byte_count": len(file.content),
                "content": file.content,
                "received_at": now,
            },
        )
        row = store.execute(
            read_sql("store", "insert_load"), {**header, **counts, "is_simulated": is_simulated}
        ).fetchone()
        assert row is not None
        store.register("accepted_values", accepted.select(*REPORTED_VALUE_SCHEMA))
        store.execute(read_sql("store", "insert_reported_values"), {"load_id": row[0]})
        store.register("rejected_values", rejected.select(*REJECTED_CELL_SCHEMA))
        store.execute(read_sql("store", "insert_rejected_cells"), {"load_id": row[0]})
    store.unregister("accepted_values")
    store.unregister("rejected_values")
    return StoredLoad(row[0], read_count, accepted.height, rejected.height)


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
