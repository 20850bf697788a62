"""Lists of persons as they come: CSV, Parquet or a workbook, read in a process that can write nothing to disk."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from etl.persons.hashing import Words
from etl.reading import read_workbook
from etl.received import ReceivedFile
from etl.values.folding import fold_text
from warehouse.catalogue import CATALOG_FOLDER
from warehouse.errors import InputFileError
from warehouse.sql import read_sql

WORDS_FILE: Final = CATALOG_FOLDER / "person_lists.toml"
BATCH_ROWS: Final = 122_880  # a row group of DuckDB
CLOSED: Final[dict[str, str | bool | int | float | list[str]]] = {"temp_directory": "", "memory_limit": "512MB"}
SEARCHED_ROWS: Final = 50
TEXT: Final = ".csv", ".tsv", ".txt"

Pairs = tuple[Words, Words]


@dataclass(frozen=True)
class Batch:
    """Rows of a list: citizen numbers (null where there is none), other identifiers (null likewise), and a column for each of ``by``."""

    numbers: pa.Array
    others: pa.Array
    columns: list[pa.Array]


def read_list(path: Path, by: Sequence[str], id_column: str) -> Iterator[Batch]:
    """Read a list batch by batch.

    Parameters
    ----------
    by : sequence of str
        Headers, or ``area`` and ``title``.
    id_column : str
        Header of the identifier; empty: as lists usually call it.

    Raises
    ------
    InputFileError
        The file cannot be read, or lacks a column. The message never quotes a row.
    """
    with duckdb.connect(config=CLOSED) as connection:
        connection.execute("set enable_progress_bar = false")
        try:
            listed = _open(connection, path, id_column)
            names = [_find_column(path, listed.columns, name) for name in (id_column or "id", *by)]
            if len(set(names)) < len(names):
                raise InputFileError(path.name, "one column stands for two", "một cột được dùng cho hai việc")
            chosen = [
                duckdb.ColumnExpression(_quote(name)).cast("VARCHAR").alias("id" if place == 0 else f"by_{place}")
                for place, name in enumerate(names)
            ]
            rows = listed.select(*chosen).query("listed", read_sql("intake", "person_list"))
            for batch in rows.to_arrow_reader(BATCH_ROWS):
                number, other, *columns = batch.columns
                yield Batch(number, other, columns)
        except (duckdb.Error, OSError, pa.ArrowException):  # each of them quotes the row
            raise InputFileError(path.name, "the list cannot be read", "không đọc được danh sách") from None


def read_pairs(path: Path) -> Pairs:
    """Which 9-digit number belongs to which 12-digit one: a list with both, each person's in a row.

    Returns
    -------
    tuple of arrays
        Old and new numbers, by the old one.
    """
    old, new = (
        np.concatenate(
            [batch.numbers.fill_null(0).to_numpy(zero_copy_only=False) for batch in read_list(path, [], name)]
        )
        for name in ("old_id", "id")
    )
    is_pair = (old > 0) & (new > 0)
    order = np.argsort(old[is_pair], kind="stable")
    return old[is_pair][order].astype(np.uint64), new[is_pair][order].astype(np.uint64)


def replace_old(numbers: Words, pairs: Pairs) -> Words:
    """Put the new number in the place of each old one that is known."""
    old, new = pairs
    if not len(old):
        return numbers
    places = np.minimum(np.searchsorted(old, numbers), len(old) - 1)
    return np.where(old[places] == numbers, new[places], numbers)


def read_ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same batches; the next is read while one is worked on."""
    with ThreadPoolExecutor(1) as pool:
        ahead = pool.submit(next, batches, None)
        while (batch := ahead.result()) is not None:
            ahead = pool.submit(next, batches, None)
            yield batch


def _open(connection: duckdb.DuckDBPyConnection, path: Path, id_column: str) -> duckdb.DuckDBPyRelation:
    if path.suffix.lower() == ".parquet":
        return connection.read_parquet(str(path))
    if path.suffix.lower() in TEXT:
        return connection.read_csv(str(path), header=True, all_varchar=True)
    return connection.from_arrow(_read_table(path, id_column).to_arrow())


def _read_table(path: Path, id_column: str) -> pl.DataFrame:
    """The first table of a workbook that has the identifier among its headers, as texts."""
    wanted = _list_names(id_column or "id")
    for sheet in read_workbook(ReceivedFile.read(path)).sheets:
        for i, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
            headers = [str(cell).strip() for cell in row]
            if any(fold_text(header) in wanted for header in headers):
                kept = {header: j for j, header in reversed(list(enumerate(headers))) if header}
                return pl.DataFrame(
                    {header: [_print(below[j]) for below in sheet.rows[i + 1 :]] for header, j in kept.items()},
                    schema=dict.fromkeys(kept, pl.String),
                )
    raise _miss(path, id_column or "id")


def _print(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _find_column(path: Path, columns: Sequence[str], name: str) -> str:
    by_name = {fold_text(column): column for column in reversed(columns)}
    for text in _list_names(name):
        if text in by_name:
            return by_name[text]
    raise _miss(path, name)


def _list_names(name: str) -> list[str]:
    return [fold_text(text) for text in _read_words().get(name, [name])]


def _miss(path: Path, name: str) -> InputFileError:
    called = _read_words().get(name, [name])[0]
    return InputFileError(path.name, f"there is no column {called!r}", f"không có cột {called!r}")


def _quote(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


@cache
def _read_words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))["columns"]
    return words
