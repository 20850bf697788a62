"""Commands that bring official boundaries: ``boundaries import``, ``status`` and ``remove``."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from etl import boundary_printing
from etl.boundaries.official_report import ImportRequest, Report
from etl.boundaries.official_store import FOLDER, describe_layers, exchange_layers
from etl.load import DESK_FOLDER, read_area_index
from etl.pipeline import BOUNDARY_FOLDER, publish_warehouse
from etl.places import AreaIndex
from etl.printing import print_release
from etl.progress import show_progress
from etl.received import ReceivedFile
from warehouse.areas import NATION_ID
from warehouse.errors import BoundaryError, Dich2030Error
from warehouse.model import Era, Level
from warehouse.publish import find_folder

ERAS = ", ".join(Era)
LEVELS = {level.value: level for level in (Level.WARD, Level.DISTRICT, Level.PROVINCE)}
MERIDIAN = re.compile(r"(\d{3})(?:[.,](\d+)|\s*[°d]\s*(\d{1,2})?\s*['’′]?)?")
errors = Console(stderr=True)

EraCode = Annotated[str, typer.Option("--era", help=f"Thời kỳ / era: {ERAS}")]
LevelCode = Annotated[str, typer.Option("--level", help=f"Cấp / level: {', '.join(LEVELS)}")]
ProvinceCode = Annotated[
    str, typer.Option("--province", help="Mã tỉnh hiện nay / code of the current province, for former units too")
]
Crs = Annotated[str, typer.Option("--crs", help="Hệ tọa độ / coordinate system: EPSG:…")]
Meridian = Annotated[
    str, typer.Option("--central-meridian", help="Kinh tuyến trục VN-2000, múi 3° / central meridian: 105.75, 105°45'")
]
CodeColumn = Annotated[str, typer.Option("--code-column", help="Cột mã / column of codes")]
NameColumn = Annotated[str, typer.Option("--name-column", help="Cột tên / column of names")]
ParentColumn = Annotated[str, typer.Option("--parent-column", help="Cột đơn vị cấp trên / column of the unit above")]
LayerName = Annotated[str, typer.Option("--layer", help="Lớp trong tệp / layer of the file")]
Source = Annotated[str, typer.Option("--source", help="Nguồn, ghi trên bản đồ / source, told on the map")]
Licence = Annotated[str, typer.Option("--licence", help="Giấy phép, ghi trên bản đồ / licence, told on the map")]
Force = Annotated[bool, typer.Option("--force", help="Nhận cả khi thiếu hoặc chồng lấn / even if incomplete")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Chỉ kiểm tra, không ghi / check only")]
Json = Annotated[str, typer.Option("--json", help="Ghi câu trả lời dạng JSON ra tệp, hoặc - / answer as JSON")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Tệp ranh giới / file of boundaries")]


def register(commands: typer.Typer) -> None:
    """Add the commands to ``python -m etl boundaries``."""
    commands.command("import")(import_boundaries)
    commands.command("status")(show_status)
    commands.command("remove")(remove_boundaries)


def import_boundaries(
    file: File,
    era: EraCode,
    level: LevelCode,
    province: ProvinceCode = "",
    crs: Crs = "",
    central_meridian: Meridian = "",
    code_column: CodeColumn = "",
    name_column: NameColumn = "",
    parent_column: ParentColumn = "",
    layer: LayerName = "",
    source: Source = "",
    licence: Licence = "",
    force: Force = False,
    dry_run: DryRun = False,
    json_out: Json = "",
) -> None:
    """Nhập ranh giới chính thức thay bản đồ sơ đồ hoá rồi phát hành / bring official boundaries and publish."""
    request = ImportRequest(
        era=read_era(era),
        level=read_level(level),
        province=province or None,
        crs=crs or None,
        central_meridian=read_meridian(central_meridian) if central_meridian else None,
        code_column=code_column,
        name_column=name_column,
        parent_column=parent_column,
        layer=layer,
        source=source.strip(),
        licence=licence.strip(),
        is_forced=force,
    )
    report = _import(ReceivedFile.read(file), request, is_check=dry_run, json_out=json_out)
    _answer(json_out, report.to_json())
    if json_out != "-":
        boundary_printing.print_report(report)
    if report.reasons:
        raise typer.Exit(1)


def _import(file: ReceivedFile, request: ImportRequest, *, is_check: bool, json_out: str) -> Report:
    """Examine a file and, where nothing speaks against it, publish a release with its layers."""
    from etl.boundaries.official import examine_boundaries  # imports geopandas, which no other command needs

    folder = find_folder()
    with show_progress(None, errors) as progress:
        examined = examine_boundaries(file, request, _read_index(folder), datetime.now(UTC), progress)
    report = examined.report
    if is_check or report.reasons:
        return report
    try:
        with show_progress(folder, errors) as progress:
            exchange = exchange_layers(folder / FOLDER, examined.layers)
            report.release_id = publish_warehouse(folder, progress, exchange=exchange).release_id
    except Dich2030Error as error:
        failure = {"message_vi": error.message_vi, "message_en": error.message_en}
        _answer(json_out, {**report.to_json(), "status": "refused", "reasons": [{"rule": "not_published", **failure}]})
        raise
    report.status = "imported"
    return report


def show_status(json_out: Json = "") -> None:
    """Liệt kê các lớp ranh giới: sơ đồ hay chính thức, thiếu đơn vị nào / list the boundary layers."""
    folder = find_folder()
    states = describe_layers(BOUNDARY_FOLDER, folder / FOLDER, _read_index(folder))
    _answer(json_out, states)
    if json_out != "-":
        boundary_printing.print_states(states)


def remove_boundaries(era: EraCode, level: LevelCode, province: ProvinceCode = "") -> None:
    """Bỏ ranh giới chính thức, trở lại bản đồ sơ đồ hoá rồi phát hành / go back to the schematic map and publish."""
    asked = read_level(level)
    if asked is not Level.PROVINCE and not province:
        raise typer.BadParameter("--province: cần mã tỉnh / a province code is needed")
    key = f"{NATION_ID if asked is Level.PROVINCE else province}_{read_era(era)}_{asked}"
    folder = find_folder()
    if not (folder / FOLDER / f"{key}.parquet").exists() or Path(key).name != key:
        raise BoundaryError(
            f"no official layer {key} is stored; see `python -m etl boundaries status`",
            f"không có lớp chính thức {key}; xem `python -m etl boundaries status`",
        )
    with show_progress(folder, errors) as progress:
        publication = publish_warehouse(folder, progress, exchange=exchange_layers(folder / FOLDER, {key: None}))
    boundary_printing.print_removed(key)
    print_release(publication)


def read_era(text: str) -> Era:
    """The era of ``--era``; anything else is wrong usage."""
    if text not in set(Era):
        raise typer.BadParameter(f"--era: {ERAS}")
    return Era(text)


def read_level(text: str) -> Level:
    """The level of ``--level``; anything else is wrong usage."""
    if text not in LEVELS:
        raise typer.BadParameter(f"--level: {', '.join(LEVELS)}")
    return LEVELS[text]


def read_meridian(text: str) -> float:
    """Degrees of a central meridian, as a decimal number or in degrees and minutes.

    >>> read_meridian("105.75"), read_meridian("105,75"), read_meridian("105°45'"), read_meridian("105")
    (105.75, 105.75, 105.75, 105.0)
    """
    found = MERIDIAN.fullmatch(text.strip())
    if found is None:
        raise typer.BadParameter("--central-meridian: 105.75 hoặc / or 105°45'")
    degrees, decimals, minutes = found.groups()
    return float(f"{degrees}.{decimals or 0}") + int(minutes or 0) / 60


def _read_index(folder: Path) -> AreaIndex:
    return read_area_index(folder / DESK_FOLDER)


def _answer(out: str, answer: Any) -> None:
    if not out:
        return
    text = json.dumps(answer, ensure_ascii=False)
    if out == "-":
        typer.echo(text)
    else:
        Path(out).write_text(text, encoding="utf-8")
