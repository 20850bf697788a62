"""Plain tables (a header in the first row) read by a source file of ``data/catalog/sources``: columns, maps and constants are data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from etl.findings import Findings
from etl.reading.model import Sheet
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


def read_table(
    sheet: Sheet, file_name: str, source_id: str, catalogue: Catalogue, findings: Findings
) -> tuple[pl.DataFrame, int]:
    """Turn a plain table into reported values.

    Parameters
    ----------
    sheet : Sheet
        Header in the first row of the used range.
    source_id : str
        Names the file in ``data/catalog/sources`` that says what the columns mean.
    findings : Findings
        Gets each row with an unknown area, period, subject, basis or qualifier, or a wrong number, at the cell at fault.

    Returns
    -------
    (pl.DataFrame, int)
        The accepted values, ``REPORTED_VALUE_SCHEMA``, one for each measure a row has; and how many rows the table has.

    Raises
    ------
    InputFileError
        When a column the source needs is not in the header.
    """
    spec = catalogue.sources[source_id]
    rows = _read_rows(sheet, file_name, spec)
    splitter = RowSplitter(sheet.name, findings)
    mapped = _map_fields(rows, spec, source_id, catalogue, splitter)
    values = _unpivot_measures(mapped, spec, splitter)
    return _finish(_check_values(values, catalogue, splitter), sheet, spec), rows.height


@dataclass(frozen=True)
class RowSplitter:
    """Keeps the rows that obey a rule and reports the others at their cell."""

    sheet: str
    findings: Findings

    def split(
        self, rows: pl.DataFrame, broken: pl.Expr, column: str, rule: str, value: str | None = None, **words: str
    ) -> pl.DataFrame:
        """Rows where ``broken`` is false; the others, null included, are reported at ``<column>_cell``, quoting ``value`` or the column."""
        wrong = broken.fill_null(True)
        for row in rows.filter(wrong).iter_rows(named=True):
            self.findings.add(rule, self.sheet, row[f"{column}_cell"], str(row[value or column]), **words)
        return rows.filter(~wrong)


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
    parts = [sheet.rows[1:], *(part.rows for part in (sheet.following() if sheet.following else ()))]
    schema = dict.fromkeys(header, pl.String)
    frames = [
        pl.DataFrame([[_to_text(cell) for cell in row] for row in rows], schema=schema, orient="row") for rows in parts
    ]
    frame = pl.concat(frames).with_row_index("sheet_row", offset=sheet.first_row + 2)
    return frame.filter(pl.any_horizontal(pl.col(header) != ""))


def _to_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _cell(sheet_column: int) -> pl.Expr:
    return pl.format("{}{}", pl.lit(xl_col_to_name(sheet_column)), "sheet_row")


def _map_fields(
    rows: pl.DataFrame, spec: dict[str, Any], source_id: str, catalogue: Catalogue, splitter: RowSplitter
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
        rows = splitter.split(
            rows,
            pl.col(f"_{field}").is_null(),
            f"_{field}",
            f"unknown_mapped_{field}",
            value="_key",
            where=where,
        )
    known = catalogue.areas["area_id"].implode()
    rows = rows.with_columns(_area_cell=_cell(columns.index(_last(spec["columns"]["area"]))))
    return splitter.split(
        rows,
        ~pl.col("_area").is_in(known),
        "_area",
        "unknown_area_code",
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


def _unpivot_measures(rows: pl.DataFrame, spec: dict[str, Any], splitter: RowSplitter) -> pl.DataFrame:
    """One row per measure that has a text, typed as a number."""
    columns = [name for name in rows.columns if not name.startswith("_") and name != "sheet_row"]
    parts = []
    for measure, column in spec["measures"].items():
        part = rows.filter(pl.col(column) != "").with_columns(
            measure=pl.lit(measure), text=pl.col(column), value_cell=_cell(columns.index(column))
        )
        parts.append(part.with_columns(value=pl.col("text").cast(pl.Decimal(18, 4), strict=False)))
    values = pl.concat(parts)
    return splitter.split(values, pl.col("value").is_null(), "value", "not_a_value", value="text")


def _check_values(values: pl.DataFrame, catalogue: Catalogue, splitter: RowSplitter) -> pl.DataFrame:
    units = catalogue.indicators.select(_subject="indicator_id", _unit="unit")
    joined = values.join(units, on="_subject", how="left")
    if joined["_unit"].null_count():
        unknown = joined.filter(pl.col("_unit").is_null())["_subject"][0]
        raise CatalogueError("data/catalog/sources", None, f"unknown indicator {unknown}")
    percent = (pl.col("_unit") == "percent") & (pl.col("measure") == "value")
    joined = splitter.split(
        joined,
        percent & (pl.col("value") > 100),
        "value",
        "percent_over_100",
    )
    joined = splitter.split(joined, pl.col("value") < 0, "value", "negative_value")
    counts = pl.col("value").filter(pl.col("measure") == "numerator").sum().over("sheet_row")
    total = pl.col("value").filter(pl.col("measure") == "denominator").sum().over("sheet_row")
    return splitter.split(
        joined,
        (total > 0) & (counts > total),
        "value",
        "numerator_over_denominator",
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
