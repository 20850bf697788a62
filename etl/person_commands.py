"""The command that counts the persons of lists, each once, and keeps nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from rich.console import Console
from rich.table import Table

from etl.persons.count import PersonCounts, count_persons
from etl.progress import show_progress

SHOWN_ROWS = 40
SHOWN_MARGIN = 12
HEADINGS = {
    "row_count": "dòng / rows",
    "missing_count": "không có số / no number",
    "unreadable_count": "số không đọc được / unreadable",
    "person_count": "người / persons",
    "repeated_count": "dòng lặp lại / repeated",
    "elsewhere_count": "cũng ở nơi khác / elsewhere too",
}
console = Console()
errors = Console(stderr=True)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("count-persons")(print_persons)


def print_persons(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="CSV, Parquet, Excel")],
    by: Annotated[str, typer.Option("--by", help="Đếm theo: area, title, hoặc tên cột / count by")] = "area,title",
    id_column: Annotated[str, typer.Option("--id", help="Cột số định danh / column of the identifier")] = "",
    pairs: Annotated[
        Path | None,
        typer.Option("--pairs", exists=True, dir_okay=False, help="Tệp đối chiếu CMND – CCCD / old and new numbers"),
    ] = None,
    json_out: Annotated[
        str, typer.Option("--json", help="Ghi câu trả lời dạng JSON ra tệp, hoặc - / answer as JSON")
    ] = "",
) -> None:
    """Đếm mỗi người một lần, không lưu ai / count each person once, keep nobody."""
    names = [name.strip() for name in by.split(",") if name.strip()]
    if not names:
        raise typer.BadParameter("--by: ít nhất một cột / at least one column")
    with show_progress(None, errors) as report:
        counts = count_persons(files, names, id_column, pairs=pairs, report=report)
    if json_out:
        text = json.dumps(_describe(counts), ensure_ascii=False)
        if json_out == "-":
            typer.echo(text)
            return
        Path(json_out).write_text(text, encoding="utf-8")
    _print(counts, names)


def _describe(counts: PersonCounts) -> dict[str, Any]:
    return {
        "row_count": counts.row_count,
        "person_count": counts.person_count,
        "cells": counts.cells.to_dicts(),
        "margins": {name: margin.to_dicts() for name, margin in counts.margins.items()},
    }


def _print(counts: PersonCounts, names: list[str]) -> None:
    table = Table()
    for name in names:
        table.add_column(name)
    for heading in HEADINGS.values():
        table.add_column(heading.replace(" / ", "\n"), justify="right")
    for row in counts.cells.head(SHOWN_ROWS).iter_rows(named=True):
        table.add_row(*(row[name] for name in names), *(_format(row[column]) for column in HEADINGS))
    console.print(table)
    if counts.cells.height > SHOWN_ROWS:
        console.print(f"… {counts.cells.height - SHOWN_ROWS} dòng nữa: --json / more rows: --json")
    for name, margin in counts.margins.items():
        if margin.height <= SHOWN_MARGIN:
            _print_margin(name, margin)
    total = _format(counts.person_count)
    console.print(
        f"{total} người khác nhau trong {_format(counts.row_count)} dòng / {total} persons in all", soft_wrap=True
    )


def _print_margin(name: str, margin: pl.DataFrame) -> None:
    shown = [f"{value or '–'}: {_format(count)}" for value, count in margin.iter_rows()]
    console.print(f"{name} (mỗi người một lần / each once): {'; '.join(shown)}", markup=False, soft_wrap=True)


def _format(count: int) -> str:
    return f"{count:,}".replace(",", ".")
