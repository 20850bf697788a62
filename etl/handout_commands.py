"""The command that hands out workbooks to be filled: the standard form, and assessments by a set of criteria."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import polars as pl
import typer
from rich.console import Console

from etl.assessment_form.blank import (
    find_criterion_set,
    find_department,
    propose_assessment_name,
    write_blank_assessment,
)
from etl.load import find_area
from etl.template import propose_template_name, write_template
from warehouse.assignment_queries import list_duties, list_earlier_ratings
from warehouse.catalogue import read_catalogue
from warehouse.errors import Dich2030Error
from warehouse.periods import Period
from warehouse.publish import find_folder, read_current_id
from warehouse.queries import open_release

console = Console()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("template")(template)


def template(
    period: Annotated[str, typer.Option("--period", help="Kỳ: 2025, 2026-H1 … / period")],
    area: Annotated[str, typer.Option("--area", help="Mã địa bàn / area code")],
    source: Annotated[
        str, typer.Option("--source", help="Nguồn trong data/catalog/sources / source id")
    ] = "standard_form",
    criteria: Annotated[str, typer.Option("--criteria", help="Phiếu đánh giá theo bộ này / assess by this set")] = "",
    department: Annotated[str, typer.Option("--department", help="Chỉ tiêu chí của cơ quan / of this body only")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Tệp ghi ra / file to write")] = None,
) -> None:
    """Ghi biểu mẫu cho một địa bàn điền / write the workbook an area should fill."""
    asked = Period.parse(period)
    area_id = find_area(read_catalogue(), area, asked)
    if criteria:
        _hand_out_assessment(criteria, area_id, asked, department, out)
        return
    if department:
        raise typer.BadParameter("--department: chỉ đi với / only with --criteria")
    path = out or Path(propose_template_name(area_id, asked, source))
    console.print(str(write_template(read_catalogue(), area_id, asked, path, source)), soft_wrap=True)


def _hand_out_assessment(criteria: str, area_id: str, period: Period, department: str, out: Path | None) -> None:
    """Write the blank workbook of a department, of the whole area when none is named, and say which criteria it holds."""
    catalogue = read_catalogue()
    set_id = find_criterion_set(catalogue, criteria, period)
    department_id = find_department(catalogue, department) if department else None
    duties, earlier = _look_up(set_id, area_id, department_id, period)
    path = out or Path(propose_assessment_name(set_id, area_id, period, department_id))
    write_blank_assessment(
        catalogue, set_id, area_id, period, path, department_id=department_id, duties=duties, earlier=earlier
    )
    console.print(str(path), soft_wrap=True)
    if duties:
        console.print(f"{department_id}: {len(duties)} tiêu chí được phân công / criteria assigned", soft_wrap=True)
    elif department_id is not None:
        vi, en = (
            "chưa được phân công tiêu chí nào, phiếu có mọi tiêu chí",
            "nothing assigned yet, all criteria are in it",
        )
        console.print(f"{department_id}: {vi} / {en}", soft_wrap=True)


def _look_up(
    set_id: str, area_id: str, department_id: str | None, period: Period
) -> tuple[list[str], pl.DataFrame | None]:
    """Duties and levels of the survey before, from the current release; nothing where there is none.

    Raises
    ------
    Dich2030Error
        The release was published before assessments were kept.
    """
    if read_current_id(find_folder()) is None:
        return [], None
    release = open_release(find_folder())
    try:
        duties = list_duties(release, set_id, area_id, department_id or "")["criterion_code"]
        return duties.to_list(), list_earlier_ratings(release, set_id, area_id, period.end.isoformat())
    except duckdb.CatalogException as error:
        raise Dich2030Error(
            "the current release is older than the program; run `python -m etl build`",
            "bản phát hành đang dùng cũ hơn chương trình; hãy chạy `python -m etl build`",
        ) from error
    finally:
        release.connection.close()
