"""The files of ``data/catalog``: read as text, refused with file and line, in both languages."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.errors import CatalogueError


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file; numbers with a point are exact decimals.

    Raises
    ------
    CatalogueError
        When it is not valid TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(
            name_file(path), None, f"not valid TOML: {error}", f"không đúng dạng TOML: {error}"
        ) from error


def read_csv(path: Path, key: str) -> pl.DataFrame:
    """All columns as text, empty as null, plus ``line``; the key must be present and unique.

    Raises
    ------
    CatalogueError
        When the file is no table, or a key is missing or repeated.
    """
    try:
        frame = pl.read_csv(path, infer_schema=False).with_row_index("line", offset=2)
    except pl.exceptions.PolarsError as error:
        problem = str(error).splitlines()[0]
        raise CatalogueError(
            name_file(path), None, f"not a readable CSV file: {problem}", f"không đọc được như tệp CSV: {problem}"
        ) from error
    if key not in frame.columns:
        raise CatalogueError(name_file(path), 1, f"column {key} is missing", f"thiếu cột {key}")
    stop_at_first(path, frame, pl.col(key).is_null(), f"{key} is empty", problem_vi=f"{key} để trống")
    stop_at_first(
        path, frame, pl.col(key).is_duplicated(), f"{key} appears twice", pl.col(key), f"{key} xuất hiện hai lần"
    )
    return frame


def stop_at_first(
    path: Path,
    frame: pl.DataFrame,
    broken: pl.Expr,
    problem: str,
    value: pl.Expr | None = None,
    problem_vi: str = "",
) -> None:
    """Stop at the first row where ``broken`` holds, with its line and the value that breaks the rule.

    Raises
    ------
    CatalogueError
        When there is such a row.
    """
    rows = frame.filter(broken.fill_null(False)).select("line", pl.lit("") if value is None else value.cast(pl.String))
    for line, shown in rows.head(1).iter_rows():
        said = f": {shown}" if shown else ""
        raise CatalogueError(name_file(path), line, problem + said, (problem_vi or problem) + said)


def name_file(path: Path) -> str:
    """Path of a file from ``data/catalog`` on, as messages name it."""
    return path.as_posix().split("/data/catalog/")[-1]
