"""What is taken away from the free pivot: one row a cell, tidy, with its counts, why it is blank, and what it was compared with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from reports.extract import Extract
from ui.extract_fields import Field
from ui.extracts import build_extract, copy_link
from ui.pivot_words import AXIS_WORDS, BLANK_SENTENCES, Names
from ui.state import PageContext
from ui.take_away import draw_take_away
from warehouse.model import Unit
from warehouse.pivot import Axis, Blank, PivotTable
from wording.format import format_period
from wording.language import N_, _, localise

Row = Mapping[str, Any]
NUMBER_FIELDS = (
    Field("numerator", N_("Numerator"), "count"),
    Field("denominator", N_("Denominator"), "count"),
    Field("value_pct", N_("Rate (%)"), "rate", lambda row: row["value"]),
    Field("target_pct", N_("Target (%)"), "rate", lambda row: row["target_value"]),
    Field("gap_count", N_("Still missing"), "count"),
    Field("change_points", N_("Change, points"), "points", lambda row: row["change"]),
    Field(
        "compared_with", N_("Compared with"), "text", lambda row: format_period(row["period_before"]) if row["period_before"] else None
    ),
    Field("reported_count", N_("Units that reported"), "count"),
    Field("expected_count", N_("Units expected to report"), "count"),
    Field("nature", N_("Nature"), "text", lambda row: tell_nature(row)),
    Field("why_blank", N_("Why there is no number"), "text", lambda row: tell_blank(row)),
)  # fmt: skip


def draw_pivot_files(context: PageContext, table: PivotTable, names: Names, title: str, beside: DeltaGenerator) -> None:
    """Offer the cells of the answer, of all its pages, as files."""
    name = f"phan-tich_{context.area.area_id}_{context.view.indicator_id}"
    with beside:
        draw_take_away(
            partial(make_pivot_extract, context, table, names, title, name, copy_link(context)), "analysis", name
        )


def make_pivot_extract(
    context: PageContext, table: PivotTable, names: Names, title: str, name: str, link: str
) -> Extract:
    """One row a cell, codes and names of its axes first; totals are left to whoever adds up the counts."""
    rows = [{**row, "unit": Unit.PERCENT, "is_simulated": find_nature(row)} for row in table.body.iter_rows(named=True)]
    spec = table.spec
    fields = [
        field
        for place, axis in enumerate(spec.rows, start=1)
        for field in list_axis_fields(axis, f"row_{place}", names)
    ]
    fields += [field for axis in spec.columns for field in list_axis_fields(axis, "column_1", names)]
    placed = {*spec.rows, *spec.columns}
    fixed = [
        (_(AXIS_WORDS[axis]), ", ".join(names.tell(axis, code) for code in spec.list_codes(axis)))
        for axis in (Axis.INDICATOR, Axis.PERIOD, Axis.GROUP, Axis.BASIS)
        if axis not in placed
    ]
    single = spec.indicators[0] if len(spec.indicators) == 1 else None
    period = spec.periods[0] if len(spec.periods) == 1 else None
    territory = spec.units[0].territory
    return build_extract(
        context, name, title, [*fields, *NUMBER_FIELDS], rows, link=link, told=fixed, indicator_id=single, period=period,
        territory=territory,
    )  # fmt: skip


def list_axis_fields(axis: Axis, column: str, names: Names) -> list[Field]:
    """Code and name of a row on one of its axes."""

    def tell(row: Row) -> str:
        return names.tell(axis, row[column], localise(row, f"{column}_name") or "")

    heading = _("{axis}: code", axis=_(AXIS_WORDS[axis]))
    code = Field(f"{axis}_code", heading, "code", lambda row: row[column])
    return [code, Field(str(axis), AXIS_WORDS[axis], "text", tell)]


def find_nature(row: Row) -> bool | None:
    """Whether a cell is simulated; null where it has no number."""
    return bool(row["simulated_count"]) if row["value_count"] else None


def tell_nature(row: Row) -> str | None:
    """Whether a cell is real, simulated or adds both."""
    if not row["value_count"]:
        return None
    if 0 < row["simulated_count"] < row["value_count"]:
        return _("adds simulated and real figures")
    return _("simulated") if row["simulated_count"] else _("real")


def tell_blank(row: Row) -> str | None:
    """Why a cell has no number."""
    return _(BLANK_SENTENCES[Blank(row["blank_reason"])]) if row["blank_reason"] else None
