"""Loading one file: read, harmonise, keep. The same file again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import polars as pl

from etl.form_source import SOURCE_ID as FORM_SOURCE_ID
from etl.form_source import harmonize_form
from etl.harmonize import Harmonized
from etl.read import read_sheets
from etl.store import ReceivedFile, find_load, record_load
from etl.table_source import harmonize_table
from warehouse.catalogue import Catalogue
from warehouse.errors import InputFileError


@dataclass(frozen=True)
class LoadResult:
    """What became of one file.

    Attributes
    ----------
    load_id : int or None
        None after a dry run.
    is_new : bool
        False when this content had been loaded before.
    accepted_count, rejected_count : int
        Cells; ``read_count`` counts rows.
    rejected : pl.DataFrame
        Grain: rejected cell; empty for a file loaded before.
    """

    file_name: str
    source_id: str
    load_id: int | None
    is_new: bool
    read_count: int
    accepted_count: int
    rejected_count: int
    rejected: pl.DataFrame


def harmonize_file(file: ReceivedFile, source_id: str, catalogue: Catalogue) -> Harmonized:
    """Read a file as its source says.

    Raises
    ------
    InputFileError
        When the source is unknown or the file cannot be read at all.
    """
    if source_id not in catalogue.sources:
        known = ", ".join(catalogue.sources)
        raise InputFileError(
            file.name,
            f"unknown source {source_id!r}; known: {known}",
            f"không có nguồn {source_id!r}; hiện có: {known}",
        )
    sheets = read_sheets(file)
    if source_id == FORM_SOURCE_ID:
        return harmonize_form(sheets, file.name, catalogue)
    if not sheets:
        raise InputFileError(file.name, "the file is empty", "tệp rỗng")
    return harmonize_table(sheets[0], file.name, source_id, catalogue)


def load_file(
    store: duckdb.DuckDBPyConnection,
    file: ReceivedFile,
    source_id: str,
    catalogue: Catalogue,
    *,
    is_dry_run: bool = False,
) -> LoadResult:
    """Load one file into the store.

    Parameters
    ----------
    is_dry_run : bool
        Read and check only; the store stays as it is.

    Raises
    ------
    InputFileError
        When the file cannot be read at all; the store stays as it is.
    """
    known = find_load(store, file.sha256, source_id)
    if known is not None:
        nothing = pl.DataFrame()
        return LoadResult(
            file.name,
            source_id,
            known.load_id,
            False,
            known.read_count,
            known.accepted_count,
            known.rejected_count,
            nothing,
        )
    result = harmonize_file(file, source_id, catalogue)
    counts = (result.read_count, result.accepted.height, result.rejected.height)
    load_id = None
    if not is_dry_run:
        load_id = record_load(store, file, source_id, result.read_count, result.accepted, result.rejected).load_id
    return LoadResult(file.name, source_id, load_id, True, *counts, result.rejected)
