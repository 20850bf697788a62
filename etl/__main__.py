"""Command line: ``python -m etl``. Exit codes: 0 ok, 1 problem in the data, 2 wrong usage."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.console import Console

from etl import boundary_commands, handout_commands, person_commands, printing
from etl.answer import Answer
from etl.crosswalk import app as crosswalk
from etl.desk import lock_period, reopen_period, undo_load
from etl.form_source import FormRequest
from etl.load import ALIAS_FILE, DESK_FOLDER, FORM_SOURCE_ID, LoadOptions, find_area
from etl.override_commands import app as override
from etl.pipeline import BOUNDARY_FOLDER, PROJECT_FOLDER, Publication, Received, check_received, publish_warehouse
from etl.places import remember_alias
from etl.progress import show_progress
from etl.reading import read_workbook
from etl.received import ReceivedFile
from warehouse.build import run_checks
from warehouse.catalogue import Catalogue, read_catalogue
from warehouse.dictionary import write_dictionary
from warehouse.errors import Dich2030Error, ReleaseError
from warehouse.periods import Period
from warehouse.publish import find_folder, find_release_file, list_releases, point_current, read_current_id
from warehouse.reuse import Workload

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Nạp số liệu và phát hành kho số liệu của Đích 2030 / load data and publish the warehouse.",
)
boundaries = typer.Typer(no_args_is_help=True, help="Ranh giới trên bản đồ / boundaries on the maps.")
alias = typer.Typer(no_args_is_help=True, help="Tên gọi khác của địa bàn / other names of areas.")
app.add_typer(boundaries, name="boundaries")
app.add_typer(alias, name="alias")
app.add_typer(crosswalk, name="crosswalk")
app.add_typer(override, name="override")
boundary_commands.register(boundaries)
handout_commands.register(app)
person_commands.register(app)
DICTIONARY_FILE = PROJECT_FOLDER / "docs" / "data-dictionary.md"
console = Console()
errors = Console(stderr=True)

OnlyReal = Annotated[bool, typer.Option("--only-real", help="Bỏ mọi số liệu mô phỏng / leave simulated reports out")]
Full = Annotated[bool, typer.Option("--full", help="Tính lại mọi phần / compute every part again")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Chỉ đọc và kiểm tra, không ghi / read and check only")]
Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Tệp cần nạp / files to load")]
Source = Annotated[str, typer.Option("--source", help="Nguồn trong data/catalog/sources / source id")]
PeriodCode = Annotated[str, typer.Option("--period", help="Kỳ: 2025, 2026-H1 … / period")]
AreaCode = Annotated[str, typer.Option("--area", help="Mã địa bàn / area code")]
By = Annotated[str, typer.Option("--by", help="Người thực hiện / who does it")]
Json = Annotated[str, typer.Option("--json", help="Ghi câu trả lời dạng JSON ra tệp, hoặc - / answer as JSON")]
Marked = Annotated[Path | None, typer.Option("--marked", help="Ghi bản đánh dấu lỗi / write the marked workbook")]


@app.command()
def build(only_real: OnlyReal = False, full: Full = False) -> None:
    """Nạp các nguồn kèm theo và phát hành / load the shipped sources and publish a release."""
    printing.print_publication(_publish(is_only_real=only_real, is_full=full))


@app.command()
def load(
    files: Files,
    source: Source = "",
    period: PeriodCode = "",
    area: AreaCode = "",
    by: By = "",
    dry_run: DryRun = False,
    json_out: Json = "",
    marked: Marked = None,
) -> None:
    """Kiểm tra, nạp tệp rồi phát hành / check, load and publish files."""
    options = LoadOptions(
        source or FORM_SOURCE_ID, _read_request(period, area), by or None, is_observed=True, is_source_open=not source
    )
    received = [(ReceivedFile.read(path), options) for path in files]
    if marked is not None and len(received) > 1:
        raise typer.BadParameter("--marked: một tệp mỗi lần / one file at a time")
    try:
        answers, work = _answer(received, marked, dry_run)
    except Dich2030Error as error:
        _write_json(json_out, [printing.describe_failure(file, error) for file, _ in received])
        raise
    _write_json(json_out, [answer.to_json() for answer in answers])
    if json_out != "-":
        for answer in answers:
            printing.print_answer(answer)
        printing.print_work(work)
    if any(answer.rejected_count or answer.error for answer in answers):
        raise typer.Exit(1)


def _answer(received: Received, marked: Path | None, dry_run: bool) -> tuple[list[Answer], Workload | None]:
    """Check the files, mark the first if asked to, and load them unless it is only a check; also how much was computed then."""
    if dry_run or marked is not None:
        with show_progress(None, errors) as report:
            checked = check_received(find_folder(), received, report)
        if marked is not None and checked[0].answer.error is None:
            from etl.marked import write_marked  # imports openpyxl: half a second no other command needs

            file = received[0][0]
            write_marked(file, read_workbook(file), checked[0].answer.findings, marked)
        if dry_run:
            return [one.answer for one in checked], None
    publication = _publish(received=received)
    return publication.loads[-len(received) :], publication.work


@app.command()
def undo(
    load_id: Annotated[int, typer.Argument(help="Số lượt nạp / load id")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="Lý do / reason")],
    json_out: Json = "",
) -> None:
    """Hoàn tác một lượt nạp rồi phát hành / undo a load and publish."""
    publication = _publish(change=lambda store, _catalogue: undo_load(store, load_id, by, reason))
    _write_json(
        json_out, [{"load_id": load_id, "undone_by": by, "reason": reason, "release_id": publication.release_id}]
    )
    if json_out != "-":
        printing.print_release(publication)


@app.command()
def lock(
    period: PeriodCode,
    area: AreaCode,
    by: By,
    document: Annotated[str, typer.Option("--document", help="Văn bản chốt số liệu / document")],
) -> None:
    """Chốt số liệu một kỳ: thành chính thức, không nạp đè được / close a period."""
    closed = Period.parse(period)
    area_id = find_area(read_catalogue(), area, closed)
    printing.print_release(
        _publish(change=lambda store, catalogue: _ignore(lock_period(store, catalogue, area_id, closed, by, document)))
    )


@app.command()
def reopen(
    period: PeriodCode, area: AreaCode, by: By, reason: Annotated[str, typer.Option("--reason", help="Lý do / reason")]
) -> None:
    """Mở lại một kỳ đã chốt / reopen a closed period."""
    closed = Period.parse(period)
    area_id = find_area(read_catalogue(), area, closed)
    printing.print_release(_publish(change=lambda store, _catalogue: reopen_period(store, area_id, closed, by, reason)))


@alias.command("add")
def add_alias(
    text: Annotated[str, typer.Argument(help="Tên trong tệp / the name in the file")],
    area: AreaCode,
    by: By,
    within: Annotated[str, typer.Option(help="Chỉ trong tỉnh này / only in this province")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Lý do / reason")] = "",
    period: PeriodCode = "",
) -> None:
    """Ghi nhớ một tên gọi đã được xác nhận / remember a confirmed name of an area."""
    catalogue, asked = read_catalogue(), Period.parse(period) if period else None
    path = find_folder() / DESK_FOLDER / ALIAS_FILE
    province = find_area(catalogue, within, asked) if within else None
    remember_alias(path, text, find_area(catalogue, area, asked), province, by, datetime.now(UTC).date(), reason)
    console.print(str(path), soft_wrap=True)


@boundaries.command("build")
def build_layers(
    province: Annotated[
        list[str] | None, typer.Option(help="Mã tỉnh, lặp lại được / province code, repeatable")
    ] = None,
    out: Annotated[Path, typer.Option(help="Thư mục ghi ra / folder to write")] = BOUNDARY_FOLDER,
) -> None:
    """Dựng lại bản đồ sơ đồ hoá / compute the schematic boundaries again (a quarter of an hour for all provinces)."""
    from etl.boundaries import build_boundaries  # imports scipy and shapely, which no other command needs

    with show_progress(find_folder(), errors) as report:
        written = build_boundaries(out, province or None, report)
    console.print(f"{len(written)} lớp / layers → {out}")


@app.command()
def releases() -> None:
    """Liệt kê các bản phát hành còn giữ / list the kept releases."""
    folder = find_folder()
    printing.print_releases(list_releases(folder), read_current_id(folder))


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


def _publish(
    received: Received = (),
    is_only_real: bool | None = None,
    is_full: bool = False,
    change: Callable[[duckdb.DuckDBPyConnection, Catalogue], None] | None = None,
) -> Publication:
    folder = find_folder()
    with show_progress(folder, errors) as report:
        return publish_warehouse(
            folder, report, is_only_real=is_only_real, is_full=is_full, received=received, change=change
        )


def _read_request(period: str, area: str) -> FormRequest:
    try:
        asked = Period.parse(period) if period else None
    except ValueError as error:
        raise typer.BadParameter(f"--period: {error}") from error
    return FormRequest(asked, find_area(read_catalogue(), area, asked) if area else None)


def _write_json(out: str, answers: list[dict[str, Any]]) -> None:
    """One file's answer as an object, several as a list."""
    if not out:
        return
    text = json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False)
    if out == "-":
        typer.echo(text)
    else:
        Path(out).write_text(text, encoding="utf-8")


def _ignore(_result: object) -> None:
    """A change of the store returns nothing."""


def main() -> None:
    """Run the command line; an error on purpose ends with its message and code 1."""
    try:
        app()
    except Dich2030Error as error:
        errors.print(f"{error.message_vi}\n{error.message_en}", style="red", markup=False)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
