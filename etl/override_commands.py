"""Commands for statuses decided by people: ``override add``, ``list`` and ``remove``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from etl.load import DESK_FOLDER, find_area
from etl.overrides import (
    DECIDABLE,
    FILE_NAME,
    Override,
    check_override,
    exchange_overrides,
    read_overrides,
    remove_override,
)
from etl.pipeline import publish_warehouse
from etl.printing import print_release
from etl.progress import show_progress
from warehouse.catalogue import read_catalogue
from warehouse.errors import Dich2030Error
from warehouse.model import Status
from warehouse.periods import Period
from warehouse.publish import find_folder, read_current_id
from warehouse.queries import open_release
from warehouse.verdict_queries import list_overridable

app = typer.Typer(no_args_is_help=True, help="Trạng thái do người quyết định / statuses decided by people.")
LIST_HEADINGS = ("kết luận / verdict", "quyết định / decided", "ai, vì sao / who, why")
console = Console()
errors = Console(stderr=True)

AreaCode = Annotated[str, typer.Option("--area", help="Mã địa bàn / area code")]
Indicator = Annotated[str, typer.Option("--indicator", help="Mã chỉ số / indicator id")]
Target = Annotated[str, typer.Option("--target", help="Mã chỉ tiêu / target id: T002")]
PeriodCode = Annotated[str, typer.Option("--period", help="Kỳ: 2025, 2026-H1 … / period")]
Decided = Annotated[str, typer.Option("--status", help=f"Trạng thái / status: {', '.join(DECIDABLE)}")]
By = Annotated[str, typer.Option("--by", help="Ai quyết định / who decides")]
On = Annotated[str, typer.Option("--on", help="Ngày quyết định / day of the decision: 2026-01-20")]
Reason = Annotated[str, typer.Option("--reason", help="Lý do / reason")]
Document = Annotated[str, typer.Option("--document", help="Văn bản / document")]
All = Annotated[bool, typer.Option("--all", help="Cả quyết định đã gỡ / those taken back too")]


@app.command("add")
def add_override(
    area: AreaCode,
    indicator: Indicator,
    target: Target,
    period: PeriodCode,
    status: Decided,
    by: By,
    on: On,
    reason: Reason,
    document: Document = "",
) -> None:
    """Ghi một trạng thái do người quyết định rồi phát hành / record a decided status and publish."""
    catalogue = read_catalogue()
    asked = _read_period(period)
    decided = Override(
        area_id=find_area(catalogue, area, asked),
        indicator_id=indicator,
        target_id=target,
        period=asked.code,
        status=status,
        by=by.strip(),
        on=_read_day(on),
        reason=reason.strip(),
        document=document.strip(),
    )
    known = read_overrides(_find_file(), catalogue)
    check_override(decided, known, catalogue)
    console.print(_tell_computed(decided), soft_wrap=True)
    _publish([*known, decided])


@app.command("list")
def list_overrides(is_all: All = False) -> None:
    """Liệt kê các trạng thái do người quyết định / list the decided statuses."""
    table = Table(show_lines=True)
    for heading in LIST_HEADINGS:
        table.add_column(heading, overflow="fold")
    for one in read_overrides(_find_file(), read_catalogue()):
        if one.is_standing or is_all:
            table.add_row("\n".join(one.key), _tell_status(one), _tell_reasons(one))
    console.print(table)


@app.command("remove")
def take_back(area: AreaCode, indicator: Indicator, target: Target, period: PeriodCode, by: By, reason: Reason) -> None:
    """Gỡ một quyết định rồi phát hành; dòng cũ vẫn được giữ / take a decision back and publish; its row is kept."""
    catalogue = read_catalogue()
    asked = _read_period(period)
    key = (find_area(catalogue, area, asked), indicator, target, asked.code)
    known = read_overrides(_find_file(), catalogue)
    _publish(remove_override(known, key, by, datetime.now(UTC).date(), reason))


def _tell_status(one: Override) -> str:
    if not one.is_standing:
        return f"{one.status}\nđã gỡ / taken back"
    computed = _find_computed(one) or "không có dòng này / no such row"
    return f"{one.status}\nhệ thống tính / computed: {computed}"


def _tell_reasons(one: Override) -> str:
    said = [f"{one.by}, {one.on}", one.reason, one.document]
    removed = [] if one.is_standing else [f"gỡ / taken back: {one.removed_by}, {one.removed_on}", one.removal_reason]
    return "\n".join(text for text in [*said, *removed] if text)


def _publish(overrides: Sequence[Override]) -> None:
    folder = find_folder()
    with show_progress(folder, errors) as report:
        print_release(publish_warehouse(folder, report, exchange=exchange_overrides(_find_file(), overrides)))


def _find_file() -> Path:
    return find_folder() / DESK_FOLDER / FILE_NAME


def _tell_computed(decided: Override) -> str:
    """What the current release says of the verdict.

    Raises
    ------
    Dich2030Error
        It has no such row, or the number is hidden, so that a decision on it would tell what is hidden.
    """
    if read_current_id(find_folder()) is None:
        return ""
    computed = _find_computed(decided)
    if computed is None:
        raise Dich2030Error(
            f"the release has no row of {' '.join(decided.key)}",
            f"bản phát hành không có dòng nào cho {' '.join(decided.key)}",
        )
    if computed == Status.SUPPRESSED:
        raise Dich2030Error(
            "this number is hidden; a decision would tell what is hidden",
            "số này đang được ẩn; quyết định sẽ làm lộ số bị ẩn",
        )
    return f"hệ thống tính / computed: {computed} → quyết định / decided: {decided.status}"


def _find_computed(override: Override) -> str | None:
    folder = find_folder()
    if read_current_id(folder) is None:
        return None
    rows: list[dict[str, Any]] = list_overridable(open_release(folder), *override.key).to_dicts()
    return str(rows[0]["computed_status"]) if rows else None


def _read_period(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError as error:
        raise typer.BadParameter(f"--period: {error}") from error


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"--on: {error}") from error
