"""Plain tables (a header in the first row) read by a source file of ``data/catalog/sources``: columns, maps and constants are data."""

from __future__ import annotations

from typing import Any

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from etl.harmonize import Harmonized, Rejections
from etl.read import Sheet
from etl.store import REPORTED_VALUE_SCHEMA
from warehouse.catalogue import Catalogue
from warehouse.errors import CatalogueError, InputFileError
from warehouse.model import Basis

MAPPED = {
    "area": "areas",
    "period": "periods",
    "subject": "subjects",
    "group": "groups",
    "basis": "bases",
    "qualifier": "qualifiers",
}


def harmonize_table(sheet: Sheet, file_name: str, source_id: str, catalogue: Catalogue) -> Harmonized:
    """Turn a plain table into reported values.

    Parameters
    ----------
    sheet : Sheet
        Header in the first row of the used range.
    source_id : str
        Names the file in ``data/catalog/sources`` that says what the columns mean.

    Returns
    -------
    Harmonized
        Each row gives one value for each measure it has; a row with an unknown area, period, subject, basis or qualifier
        is rejected at the cell at fault.

    Raises
    ------
    InputFileError
        When a column the source needs is not in the header.
    """
    spec = catalogue.sources[source_id]
    rows = _read_rows(sheet, file_name, spec)
    rejections = Rejections(sheet.name)
    mapped = _map_fields(rows, spec, source_id, catalogue, rejections)
    values = _unpivot_measures(mapped, spec, rejections)
    accepted = _finish(_check_values(values, catalogue, rejections), sheet, spec)
    return Harmonized(accepted, rejections.collect(), rows.height)


def _read_rows(sheet: Sheet, file_name: str, spec: dict[str, Any]) -> pl.DataFrame:
    """All columns as trimmed text, with the sheet's own row number."""
    header = [str(text).strip() for text in sheet.rows[0]] if sheet.rows else []
    wanted = [name for names in spec["columns"].values() for name in ([names] if isinstance(names, str) else names)]
    for name in [*wanted, *spec["measures"].values()]:
        if name not in header:
            raise InputFileError(
                file_name,
                f"column {name!r} is missing",
                f"thiếu cột {name!r}",
                sheet=sheet.name,
                cell=sheet.address(0, 0),
            )
    width = len(header)
    data = [[_to_text(cell) for cell in (row + [""] * width)[:width]] for row in sheet.rows[1:]]
    frame = pl.DataFrame(data, schema=dict.fromkeys(header, pl.String), orient="row")
    return frame.with_row_index("sheet_row", offset=sheet.first_row + 2).filter(pl.any_horizontal(pl.col(header) != ""))


def _to_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _cell(sheet_column: int) -> pl.Expr:
    return pl.format("{}{}", pl.lit(xl_col_to_name(sheet_column)), "sheet_row")


def _map_fields(
    rows: pl.DataFrame, spec: dict[str, Any], source_id: str, catalogue: Catalogue, rejections: Rejections
) -> pl.DataFrame:
    constants = spec.get("constants", {})
    columns = [name for name in rows.columns if name != "sheet_row"]
    for field, table in MAPPED.items():
        names = spec["columns"].get(field)
        if names is None:
            rows = rows.with_columns(
                pl.lit(constants.get(field, _default(field)), dtype=_dtype(field)).alias(f"_{field}")
            )
            continue
        names = [names] if isinstance(names, str) else names
        key = pl.concat_str(names, separator="/")
        rows = rows.with_columns(_map(key, field, spec, constants).alias(f"_{field}"))
        rows = rows.with_columns(_cell(columns.index(names[-1])).alias(f"_{field}_cell"), key.alias("_key"))
        where = f"data/catalog/sources/{source_id}.toml [{table}]"
        rows = rejections.split(
            rows,
            pl.col(f"_{field}").is_null(),
            f"_{field}",
            f"unknown_{field}",
            f"chưa biết giá trị này; hãy bổ sung vào {where}",
            f"this value is not known; add it to {where}",
            value="_key",
        )
    known = catalogue.areas["area_id"].implode()
    rows = rows.with_columns(_area_cell=_cell(columns.index(_last(spec["columns"]["area"]))))
    return rejections.split(
        rows,
        ~pl.col("_area").is_in(known),
        "_area",
        "unknown_area",
        "mã địa bàn không có trong thời kỳ này",
        "no such area in this era",
    )


def _last(names: str | list[str]) -> str:
    return names if isinstance(names, str) else names[-1]


def _default(field: str) -> str | None:
    return {"group": "", "qualifier": "exact"}.get(field)


def _dtype(field: str) -> pl.DataType:
    return pl.List(pl.String) if field == "period" else pl.String()


def _map(key: pl.Expr, field: str, spec: dict[str, Any], constants: dict[str, Any]) -> pl.Expr:
    table = spec.get(MAPPED[field], {})
    if field == "area" and not table:
        return pl.format("{}.{}", key, pl.lit(constants["era"]))
    if field == "group":
        return key.replace_strict(table, default="", return_dtype=pl.String)
    return key.replace_strict(list(table), list(table.values()), default=None, return_dtype=_dtype(field))


def _unpivot_measures(rows: pl.DataFrame, spec: dict[str, Any], rejections: Rejections) -> pl.DataFrame:
    """One row per measure that has a text, typed as a number."""
    columns = [name for name in rows.columns if not name.startswith("_") and name != "sheet_row"]
    parts = []
    for measure, column in spec["measures"].items():
        part = rows.filter(pl.col(column) != "").with_columns(
            measure=pl.lit(measure), text=pl.col(column), value_cell=_cell(columns.index(column))
        )
        parts.append(part.with_columns(value=pl.col("text").cast(pl.Decimal(18, 4), strict=False)))
    values = pl.concat(parts)
    return rejections.split(
        values, pl.col("value").is_null(), "value", "not_a_number", "không phải là số", "not a number", value="text"
    )


def _check_values(values: pl.DataFrame, catalogue: Catalogue, rejections: Rejections) -> pl.DataFrame:
    units = catalogue.indicators.select(_subject="indicator_id", _unit="unit")
    joined = values.join(units, on="_subject", how="left")
    if joined["_unit"].null_count():
        unknown = joined.filter(pl.col("_unit").is_null())["_subject"][0]
        raise CatalogueError("data/catalog/sources", None, f"unknown indicator {unknown}")
    percent = (pl.col("_unit") == "percent") & (pl.col("measure") == "value")
    joined = rejections.split(
        joined,
        percent & (pl.col("value") > 100),
        "value",
        "percent_over_100",
        "tỷ lệ lớn hơn 100%",
        "a rate above 100%",
    )
    joined = rejections.split(joined, pl.col("value") < 0, "value", "negative", "số âm", "a negative number")
    counts = pl.col("value").filter(pl.col("measure") == "numerator").sum().over("sheet_row")
    total = pl.col("value").filter(pl.col("measure") == "denominator").sum().over("sheet_row")
    return rejections.split(
        joined,
        (total > 0) & (counts > total),
        "value",
        "part_over_whole",
        "tử số lớn hơn mẫu số",
        "numerator above denominator",
    )


def _finish(values: pl.DataFrame, sheet: Sheet, spec: dict[str, Any]) -> pl.DataFrame:
    def optional(field: str) -> pl.Expr:
        name = spec["columns"].get(field)
        return pl.col(name) if name else pl.lit(None, dtype=pl.String)

    return values.select(
        area_id="_area",
        period=pl.col("_period").list.get(0),
        subject_id="_subject",
        group_id="_group",
        measure="measure",
        basis=pl.coalesce("_basis", pl.lit(Basis.NONE.value)),
        value="value",
        qualifier="_qualifier",
        missing_reason=pl.lit(None, dtype=pl.String),
        as_of=pl.col("_period").list.get(1).str.to_date(),
        report_status=pl.col("_period").list.get(2),
        is_simulated=pl.lit(False),
        sheet=pl.lit(sheet.name),
        cell="value_cell",
        source_url=optional("source_url"),
        credibility=optional("credibility"),
    ).select(*REPORTED_VALUE_SCHEMA)
