"""Bodies a criterion may be assigned to: ``data/catalog/departments.csv``, one row a department, association or committee."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from warehouse.catalogue_files import name_file, read_csv, stop_at_first
from warehouse.errors import CatalogueError
from warehouse.model import Confidence

NEEDED_COLUMNS = ("department_id", "name_vi", "name_en", "source", "confidence")
SCHEMA = pl.Schema(
    {
        "department_id": pl.String(),
        "sort": pl.Int16(),
        "name_vi": pl.String(),
        "name_en": pl.String(),
        "short_name": pl.String(),
        "source": pl.String(),
        "confidence": pl.String(),
    }
)


def read_departments(path: Path) -> pl.DataFrame:
    """Read and check the bodies; none where the file does not exist.

    Returns
    -------
    pl.DataFrame
        Grain: body, key ``department_id``, in the order of the file (``sort`` from 1). ``short_name`` null: none is usual.

    Raises
    ------
    CatalogueError
        On the first broken rule, with file and line. No two bodies may share a name, a short name or an id, as forms may say any of them.
    """
    if not path.is_file():
        return SCHEMA.to_frame()
    rows = read_csv(path, key="department_id")
    for column in (*NEEDED_COLUMNS, "short_name"):
        if column not in rows.columns:
            raise CatalogueError(name_file(path), 1, f"column {column} is missing", f"thiếu cột {column}")
    for column in NEEDED_COLUMNS:
        stop_at_first(path, rows, pl.col(column).is_null(), f"{column} is empty", problem_vi=f"{column} để trống")
    misspelt = ~pl.col("department_id").str.contains(r"^[a-z][a-z0-9_]*$")
    en, vi = "a department_id is of a–z, 0–9 and _", "department_id chỉ gồm a–z, 0–9 và _"
    stop_at_first(path, rows, misspelt, en, pl.col("department_id"), vi)
    unknown = ~pl.col("confidence").is_in(list(Confidence))
    stop_at_first(path, rows, unknown, "unknown confidence", pl.col("confidence"), "không có confidence này")
    _check_names(path, rows)
    return rows.with_row_index("sort", offset=1).select(SCHEMA.names()).cast(SCHEMA)


def _check_names(path: Path, rows: pl.DataFrame) -> None:
    said = rows.unpivot(("department_id", "name_vi", "short_name"), index=["line"], value_name="name").drop_nulls(
        "name"
    )
    named = said.with_columns(key=pl.col("name").str.to_lowercase()).unique(["line", "key"]).sort("line")
    again = pl.col("key").is_duplicated()
    stop_at_first(path, named, again, "two bodies share a name", pl.col("name"), "hai cơ quan trùng tên")
