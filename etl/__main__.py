"""Command line: ``python -m etl``. Exit codes: 0 ok, 1 problem in the data, 2 wrong usage."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import polars as pl
import typer
from rich.console import Console
from rich.table import Table

from etl.boundaries import read_layers
from etl.load import LoadResult, harmonize_file
from etl.pipeline import BOUNDARY_FOLDER, PROJECT_FOLDER, Publication, publish_warehouse
from etl.progress import show_progress
from etl.store import ReceivedFile
from warehouse.build import run_checks
from warehouse.catalogue import read_catalogue
from warehouse.dictionary import write_dictionary
from warehouse.errors import Dich2030Error, ReleaseError
from warehouse.publish import find_folder, find_release_file, list_releases, point_current, read_current_id

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Nạp số liệu và phát hành kho số liệu của Đích 2030 / load data and publish the warehouse.",
)
boundaries = typer.Typer(no_args_is_help=True, help="Ranh giới trên bản đồ / boundaries on the maps.")
app.add_typer(boundaries, name="boundaries")
DICTIONARY_FILE = PROJECT_FOLDER / "docs" / "data-dictionary.md"
console = Console()
errors = Console(stderr=True)

OnlyReal = Annotated[bool, typer.Option("--only-real", help="Bỏ mọi số liệu mô phỏng / leave simulated reports out")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Chỉ đọc và kiểm tra, không ghi / read and check only")]
Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Tệp cần nạp / files to load")]
Source = Annotated[str, typer.Option("--source", help="Nguồn trong data/catalog/sources / source id")]


@app.command()
def build(only_real: OnlyReal = False) -> None:
    """Nạp các nguồn kèm theo và phát hành / load the shipped sources and publish a release."""
    folder = find_folder()
    with show_progress(folder, errors) as report:
        publication = publish_warehouse(folder, report, is_only_real=only_real)
    _print_publication(publication)


@app.command()
def load(files: Files, source: Source = "standard_form", dry_run: DryRun = False) -> None:
    """Nạp tệp rồi phát hành / load files and publish a release."""
    received = [ReceivedFile.read(path) for path in files]
    if dry_run:
        _print_dry_run(received, source)
        return
    folder = find_folder()
    with show_progress(folder, errors) as report:
        publication = publish_warehouse(folder, report, received=[(file, source) for file in received])
    asked = {file.name for file in received}
    _print_publication(publication)
    if any(result.rejected_count for result in publication.loads if result.file_name in asked):
        raise typer.Exit(1)


@boundaries.command("build")
def build_layers(out: Annotated[Path, typer.Option(help="Thư mục ghi ra / folder to write")] = BOUNDARY_FOLDER) -> None:
    """Dựng lại bản đồ sơ đồ hoá / compute the schematic boundaries again (minutes)."""
    from etl.boundaries import build_boundaries  # imports scipy and shapely, which no other command needs

    with show_progress(find_folder(), errors) as report:
        written = build_boundaries(out, report=report)
    console.print(f"{len(written)} lớp / layers → {out}")


@boundaries.command("status")
def show_layers() -> None:
    """Liệt kê các lớp ranh giới / list the boundary layers."""
    table = Table("lớp / layer", "đơn vị / units", "mức tin cậy / fidelity", "nguồn / source")
    for layer in read_layers(BOUNDARY_FOLDER):
        table.add_row(layer.key, str(layer.feature_count), layer.fidelity, layer.source)
    console.print(table)


@app.command()
def releases() -> None:
    """Liệt kê các bản phát hành còn giữ / list the kept releases."""
    folder = find_folder()
    current = read_current_id(folder)
    table = Table("")
    table.add_column("bản phát hành / release", no_wrap=True)
    for heading in ("tạo lúc / created (UTC)", "số liệu đến / as of", "mô phỏng / simulated"):
        table.add_column(heading)
    for info in list_releases(folder):
        mark = "→" if info.release_id == current else ""
        simulated = "có / yes" if info.has_simulated else "không / no"
        table.add_row(
            mark, info.release_id, f"{info.created_at:%Y-%m-%d %H:%M:%S}", f"{info.data_as_of:%d/%m/%Y}", simulated
        )
    console.print(table)


@app.command()
def rollback(release_id: Annotated[str, typer.Argument(help="Mã bản phát hành / release id")]) -> None:
    """Trỏ về một bản phát hành cũ / make a kept release the current one."""
    point_current(find_folder(), release_id)
    console.print(f"CURRENT → {release_id}")


@app.command()
def dictionary(out: Annotated[Path, typer.Option(help="Tệp ghi ra / file to write")] = DICTIONARY_FILE) -> None:
    """Ghi từ điển dữ liệu của bản đang dùng / write the data dictionary of the current release."""
    with _open_current() as connection:
        out.write_text(write_dictionary(connection), encoding="utf-8")
    console.print(f"{out}")


@app.command()
def check() -> None:
    """Chạy mọi kiểm tra trên bản đang dùng / run every check on the current release."""
    with _open_current() as connection:
        run_checks(connection)
    console.print(f"{read_current_id(find_folder())}: đạt mọi kiểm tra / all checks passed")


def _open_current() -> duckdb.DuckDBPyConnection:
    folder = find_folder()
    current = read_current_id(folder)
    if current is None:
        raise ReleaseError(
            "no release yet; run `python -m etl build`", "chưa có bản phát hành; hãy chạy `python -m etl build`"
        )
    return duckdb.connect(find_release_file(folder, current), read_only=True)


def _print_dry_run(received: list[ReceivedFile], source: str) -> None:
    catalogue = read_catalogue()
    is_clean = True
    for file in received:
        result = harmonize_file(file, source, catalogue)
        console.print(f"{file.name}: {result.read_count} dòng / rows, {result.accepted.height} ô nhận / accepted cells")
        _print_rejected(result.rejected)
        is_clean = is_clean and result.rejected.is_empty()
    if not is_clean:
        raise typer.Exit(1)


def _print_publication(publication: Publication) -> None:
    table = Table()
    table.add_column("nguồn / source", no_wrap=True)
    for heading in ("tệp / files", "dòng / rows", "ô nhận / accepted", "ô từ chối / rejected", "mới / new"):
        table.add_column(heading, justify="right")
    by_source: dict[str, list[LoadResult]] = {}
    for result in publication.loads:
        by_source.setdefault(result.source_id, []).append(result)
    for source_id, results in by_source.items():
        sums = [
            sum(getattr(r, name) for r in results)
            for name in ("read_count", "accepted_count", "rejected_count", "is_new")
        ]
        table.add_row(source_id, str(len(results)), *(f"{value:,}".replace(",", ".") for value in sums))
    console.print(table)
    for result in publication.loads:
        _print_rejected(result.rejected, result.file_name)
    news = "đã phát hành / published" if publication.is_new else "không có gì mới, giữ nguyên / nothing new, kept"
    console.print(f"{news}: {publication.release_id} ({publication.seconds:.1f} s)", soft_wrap=True)


def _print_rejected(rejected: pl.DataFrame, file_name: str = "") -> None:
    for row in rejected.head(20).iter_rows(named=True):
        where = f"{file_name} {row['sheet']}!{row['cell']}"
        errors.print(f"  {where}: {row['message_vi']} ({row['value']}) / {row['message_en']}", markup=False)
    if rejected.height > 20:
        errors.print(f"  … {rejected.height - 20} ô nữa / more cells")


def main() -> None:
    """Run the command line; an error on purpose ends with its message and code 1."""
    try:
        app()
    except Dich2030Error as error:
        errors.print(f"{error.message_vi}\n{error.message_en}", style="red", markup=False)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
