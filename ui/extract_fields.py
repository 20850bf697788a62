"""Columns of what is taken away: heading, kind, and how each is read from a row; a rate always stands beside its two counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from reports.extract import Column, Kind
from ui.blocks import name_verdict
from ui.map_estimates import tell_estimate
from warehouse.model import Basis, Recast, Unit
from wording.figures import find_day
from wording.format import BASIS_WORDS, format_basis, format_period
from wording.language import N_, _, localise

Row = Mapping[str, Any]

TYPES: Mapping[Kind, Any] = {
    "text": pl.String, "code": pl.String, "count": pl.Float64, "rate": pl.Float64, "points": pl.Float64, "date": pl.Date,
    "datetime": pl.Datetime,
}  # fmt: skip
RECAST_WORDS: Mapping[Recast, str] = {
    Recast.NONE: N_("boundary unchanged"),
    Recast.EXACT: N_("added up from whole units: exact"),
    Recast.ESTIMATED: N_("estimated by dividing units"),
}


@dataclass(frozen=True)
class Field:
    """One column: its key, message id of its heading, kind, and how it is read; by default the row's own column of that name."""

    key: str
    label: str
    kind: Kind
    read: Callable[[Row], Any] | None = None

    def get(self, row: Row) -> Any:
        """Value of a row as the kind wants it; null where the row has none."""
        value = self.read(row) if self.read else row.get(self.key)
        if value is None or self.kind == "date":
            return value
        return str(value) if self.kind in ("text", "code") else float(value)


def build_columns(fields: Iterable[Field], rows: Sequence[Row]) -> tuple[tuple[Column, ...], pl.DataFrame]:
    """Columns of an extract with their values; grain as the rows. Columns of another unit than all rows have are left out."""
    units = {row.get("unit") for row in rows}
    kept = [field for field in fields if _applies(field, units)]
    values = {field.key: pl.Series([field.get(row) for row in rows], dtype=TYPES[field.kind]) for field in kept}
    return tuple(Column(field.key, _(field.label), field.kind) for field in kept), pl.DataFrame(values)


def _applies(field: Field, units: set[Any]) -> bool:
    if field.key.endswith("_pct"):
        return Unit.PERCENT in units or units == {None}
    return not field.key.endswith("_number") or bool(units - {Unit.PERCENT, None})


def of_unit(column: str, *, is_percent: bool) -> Callable[[Row], Any]:
    """Read a column of the rows in percent, or of all others."""
    return lambda row: row.get(column) if (row.get("unit") == Unit.PERCENT) is is_percent else None


def count_whole(column: str) -> Callable[[Row], Any]:
    """A count as the screens print it: whole, also where a unit was divided."""

    def read(row: Row) -> float | None:
        value = row.get(column)
        return None if value is None else float(int(value + 0.5))

    return read


def tell_base(row: Row) -> str | None:
    """Base of the value in words."""
    return format_basis(row) if row.get("basis") and row.get("value") is not None else None


def tell_target_base(row: Row) -> str | None:
    """Base of the target in words."""
    return _(BASIS_WORDS[Basis(row["target_basis"])]) if row.get("target_value") is not None else None


def tell_day(row: Row) -> date | None:
    """Day the value speaks of."""
    return None if row.get("value") is None else find_day(row)


def tell_nature(row: Row) -> str | None:
    """Whether a number is real, and what of it is estimated."""
    if row.get("is_simulated") is None:
        return None
    word = _("simulated") if row["is_simulated"] else _("real")
    return " · ".join(part for part in (word, tell_estimate(row) if "recast" in row else "") if part)


AREA_FIELDS = (
    Field("area_id", N_("Code and era of the area"), "code"),
    Field("area_code", N_("Area code"), "code"),
    Field("area", N_("Area"), "text", lambda row: localise(row, "name")),
    Field("parent", N_("Lies in"), "text", lambda row: localise(row, "parent_name") or None),
)
INDICATOR_FIELDS = (
    Field("indicator_id", N_("Indicator code"), "code"),
    Field("indicator", N_("Indicator"), "text", lambda row: localise(row, "name")),
)
NUMBER_FIELDS = (
    Field("period", N_("Period"), "text", lambda row: format_period(row["period"]) if row.get("period") else None),
    Field("as_of", N_("As of"), "date", tell_day),
    Field("numerator", N_("Numerator"), "count", count_whole("numerator")),
    Field("denominator", N_("Denominator"), "count", count_whole("denominator")),
    Field("value_pct", N_("Rate (%)"), "rate", of_unit("value", is_percent=True)),
    Field("value_number", N_("Value"), "count", of_unit("value", is_percent=False)),
    Field("base", N_("What the denominator counts"), "text", tell_base),
    Field("target_year", N_("Target year"), "code"),
    Field("target_pct", N_("Target (%)"), "rate", of_unit("target_value", is_percent=True)),
    Field("target_number", N_("Target"), "count", of_unit("target_value", is_percent=False)),
    Field("target_base", N_("Base of the target"), "text", tell_target_base),
    Field("status", N_("Status"), "text", lambda row: name_verdict(row) if row.get("status") else None),
    Field("status_code", N_("Status code"), "code", lambda row: row.get("status")),
    Field("gap_count", N_("Still missing"), "count"),
    Field("reporter_count", N_("Units that reported"), "count"),
    Field("expected_count", N_("Units expected to report"), "count"),
    Field("nature", N_("Nature"), "text", tell_nature),
)
RANK_FIELDS = (
    Field("rank", N_("Rank"), "count"),
    Field("rank_from", N_("Rank at best"), "count"),
    Field("rank_to", N_("Rank at worst"), "count"),
    Field("area_count", N_("Units ranked"), "count"),
)
GROUP_FIELD = Field("group", N_("Group"), "text", lambda row: localise(row, "group") or _("All people"))
FLOW_FIELDS = (
    Field("title_id", N_("Title code"), "code"),
    Field("period", N_("Period"), "text", lambda row: format_period(row["period"])),
    Field("as_of", N_("As of"), "date", find_day),
    Field("group", N_("Group"), "text", lambda row: localise(row, "group_name") or _("All")),
    Field("total_count", N_("Total"), "count"),
    Field("registered_count", N_("Registered"), "count"),
    Field("assessed_count", N_("Assessed"), "count"),
    Field("recognised_count", N_("Recognised"), "count"),
    Field("reporter_count", N_("Units that reported"), "count"),
    Field("expected_count", N_("Units expected to report"), "count"),
    Field("nature", N_("Nature"), "text", tell_nature),
)
REFORM_FIELDS = (
    Field("old_area_id", N_("Code and era of the former unit"), "code"),
    Field("old_area", N_("Former unit"), "text", lambda row: localise(row, "old_name")),
    Field("old_parent", N_("Former unit lay in"), "text", lambda row: localise(row, "old_parent_name") or None),
    Field("old_date", N_("Old date"), "date", lambda row: row["old_period_end"]),
    Field("old_numerator", N_("Former unit: numerator"), "count", count_whole("old_numerator")),
    Field("old_denominator", N_("Former unit: denominator"), "count", count_whole("old_denominator")),
    Field("old_value_pct", N_("Former unit (%)"), "rate", lambda row: row["old_value"]),
    Field("recast_numerator", N_("Same day, new boundary: numerator"), "count", count_whole("recast_numerator")),
    Field("recast_denominator", N_("Same day, new boundary: denominator"), "count", count_whole("recast_denominator")),
    Field("recast_value_pct", N_("Same day, new boundary (%)"), "rate", lambda row: row["recast_value"]),
    Field("new_date", N_("Latest date"), "date", lambda row: row["new_period_end"]),
    Field("new_numerator", N_("Latest: numerator"), "count", count_whole("new_numerator")),
    Field("new_denominator", N_("Latest: denominator"), "count", count_whole("new_denominator")),
    Field("new_value_pct", N_("Latest (%)"), "rate", lambda row: row["new_value"]),
    Field("real_change", N_("Real (points)"), "points"),
    Field("boundary_change", N_("By the boundary (points)"), "points"),
    Field("change", N_("Whole change (points)"), "points"),
    Field("base", N_("What the denominator counts"), "text", format_basis),
    Field(
        "recast", N_("How the new boundary was reckoned"), "text", lambda row: _(RECAST_WORDS[Recast(row["recast"])])
    ),
    Field("estimated_pct", N_("Of the base estimated (%)"), "rate", lambda row: 100 * (row["recast_share"] or 0)),
    Field("nature", N_("Nature"), "text", lambda row: _("simulated") if row["is_simulated"] else _("real")),
)
