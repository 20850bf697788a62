"""Which rows a template has: the units that report for an area on a day, and the titles and groups the form asks of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import polars as pl

from etl.form import MEASURES, read_form_texts
from warehouse.catalogue import Catalogue
from warehouse.errors import Dich2030Error
from warehouse.model import Level
from warehouse.periods import Period

ADULTS: Final = "cong_dan_hoc_tap"  # the only title that is counted by group as well

TEMPLATE_ROW_SCHEMA: Final = {
    "area_code": pl.String,
    "area_name": pl.String,
    "title_id": pl.String,
    "group_id": pl.String,
    "asked_count": pl.Int8,
    "is_first": pl.Boolean,
}


def list_units(areas: pl.DataFrame, area_id: str, period: Period) -> pl.DataFrame:
    """The units that report for an area: itself if a ward, else its wards on the period's last day and its districts without wards.

    Returns
    -------
    pl.DataFrame
        Grain: reporting unit, by district and code; ``area_code``, ``name_vi``.

    Raises
    ------
    Dich2030Error
        The area is not known, did not exist that day, or is no ward, district or province.
    """
    day = period.end
    alive = areas.filter(
        pl.col("valid_from").is_null() | (pl.col("valid_from") <= day),
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= day),
    )
    area = alive.filter(
        pl.col("area_id") == area_id, pl.col("level").is_in([Level.PROVINCE, Level.DISTRICT, Level.WARD])
    )
    if area.is_empty():
        raise Dich2030Error(
            f"{area_id}: no ward, district or province of this code existed on {day:%d/%m/%Y}",
            f"{area_id}: không có xã, phường, huyện, quận hay tỉnh nào mang mã này vào ngày {day:%d/%m/%Y}",
        )
    within = alive.filter(
        (pl.col("parent_area_id") == area_id) | (pl.col("province_area_id") == area_id), pl.col("area_id") != area_id
    )
    units = within.filter(~pl.col("area_id").is_in(alive["parent_area_id"].drop_nulls().implode()))
    units = area if units.is_empty() else units
    return units.sort("parent_area_id", "area_code").select("area_code", "name_vi")


def list_template_rows(units: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """The rows to fill: the titles and groups the form knows, in the order of the catalogue.

    Returns
    -------
    pl.DataFrame
        Grain: unit × title × group, ``TEMPLATE_ROW_SCHEMA``. ``group_id`` null is the title's total, ``asked_count`` how many
        measures, from the left, the form asks for, ``is_first`` the first row of its unit.
    """
    of_unit = list(_list_rows_of_unit(catalogue))
    rows = [
        {"area_code": code, "area_name": name, **row, "is_first": i == 0}
        for code, name in units.iter_rows()
        for i, row in enumerate(of_unit)
    ]
    return pl.DataFrame(rows, schema=TEMPLATE_ROW_SCHEMA, orient="row")


def find_province(areas: pl.DataFrame, area_id: str) -> dict[str, Any]:
    """The province an area lies in, as a row of ``areas``."""
    province_id = areas.filter(pl.col("area_id") == area_id)["province_area_id"].item()
    return areas.row(by_predicate=pl.col("area_id") == province_id, named=True)


def _list_rows_of_unit(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    texts = read_form_texts()
    groups = [group for group in catalogue.groups["group_id"] if group in texts.groups]
    for title_id in catalogue.titles["title_id"]:
        if title_id in texts.titles:
            for group_id in (None, *(groups if title_id == ADULTS else ())):
                asked = sum(texts.is_applicable(measure, title_id, group_id) for measure in MEASURES)
                yield {"title_id": title_id, "group_id": group_id, "asked_count": asked}
