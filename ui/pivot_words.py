"""The free pivot in words: names of axes, codes and values, the text of a cell, and why a cell is blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ui.answers import ask
from ui.map_estimates import ABOUT
from ui.state import PageContext
from ui.territory import LABELS
from warehouse.model import Basis, Level, Territory, Unit
from warehouse.pivot import EVERYBODY, Axis, Blank, PivotSpec, Value, list_pivot_names
from wording.format import BASIS_WORDS, LEVEL_WORDS, MISSING, format_count, format_number, format_period, format_value
from wording.language import N_, _, localise, ngettext

Row = Mapping[str, Any]

AXIS_WORDS: Mapping[Axis, str] = {
    Axis.AREA: N_("Area"),
    Axis.PARENT: N_("District or province above"),
    Axis.INDICATOR: N_("Indicator"),
    Axis.TITLE: N_("Title"),
    Axis.PERIOD: N_("Period"),
    Axis.GROUP: N_("Group"),
    Axis.BASIS: N_("Base"),
    Axis.TERRITORY: N_("Territory"),
    Axis.LEVEL: N_("Level"),
}
VALUE_WORDS: Mapping[Value, str] = {
    Value.RATE: N_("Rate"),
    Value.NUMERATOR: N_("Counted"),
    Value.DENOMINATOR: N_("Base count"),
    Value.GAP: N_("Still missing"),
    Value.CHANGE: N_("Change, points"),
    Value.COMPLETENESS: N_("Reported / expected"),
}
BLANK_WORDS: Mapping[Blank, str] = {
    Blank.HIDDEN: N_("hidden"),
    Blank.NOT_APPLICABLE: N_("not applicable"),
    Blank.NO_DATA: N_("no data yet"),
    Blank.NO_COUNTS: N_("without counts"),
}
BLANK_SENTENCES: Mapping[Blank, str] = {
    Blank.SEVERAL_INDICATORS: N_("Several indicators are not added: they do not count the same thing."),
    Blank.SEVERAL_BASES: N_("Rates on different bases are not added: they do not divide by the same people."),
    Blank.SEVERAL_PERIODS: N_("Periods are not added: the same people would be counted again in each of them."),
    Blank.SEVERAL_UNITS: N_("Units of different kinds or territories are not added: one lies in the other."),
    Blank.OVERLAPPING_GROUPS: N_("A total and its groups, or groups that overlap, are not added: people would be counted twice."),
    Blank.HIDDEN: N_("Hidden: the base is so small that people could be recognised, or such a number would follow from it."),
    Blank.NOT_APPLICABLE: N_("Not applicable to this unit in this period."),
    Blank.NO_DATA: N_("No figure was reported."),
    Blank.NO_COUNTS: N_("Published as rates without counts: they cannot be put together."),
}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """Names of what stands on the axes, in the language in use."""

    by_axis: Mapping[str, Mapping[str, str]]

    def tell(self, axis: Axis | None, code: str | None, name: str = "") -> str:
        """Name of a code on an axis; ``name`` is that of an area."""
        if axis is None or code is None:
            return ""
        if axis in (Axis.AREA, Axis.PARENT):
            return name or code or _("no unit above")
        if axis is Axis.PERIOD:
            return format_period(code)
        if axis is Axis.BASIS:
            return _(BASIS_WORDS[Basis(code)])
        if axis is Axis.TERRITORY:
            return _(LABELS[Territory(code), False])
        if axis is Axis.LEVEL:
            return _(LEVEL_WORDS[Level(code)])
        if axis is Axis.GROUP and code in ("", EVERYBODY):
            return _("All people")
        return self.by_axis.get(axis, {}).get(code, code)


def read_names(context: PageContext) -> Names:
    """Names of groups, indicators and titles."""
    found: dict[str, dict[str, str]] = {}
    for row in ask(context.release, list_pivot_names).iter_rows(named=True):
        found.setdefault(row["axis"], {})[row["code"]] = localise(row, "name")
    return Names(found)


def write_cell(row: Row | None, value: Value) -> str:
    """Text of a cell; a blank one says in a word why."""
    if row is None:
        return _(BLANK_WORDS[Blank.NO_DATA])
    if row["blank_reason"] and value is not Value.COMPLETENESS:
        return _(BLANK_WORDS.get(Blank(row["blank_reason"]), MISSING))
    if value is Value.RATE:
        about = f"{ABOUT} " if row["estimated_count"] else ""
        words = {**row, "unit": Unit.PERCENT, "target_basis": row["basis"]}
        return about + format_value(words)
    if value is Value.CHANGE:
        return write_points(row["change"])
    if value is Value.COMPLETENESS:
        if row["expected_count"] is None:
            return MISSING
        return f"{format_number(row['reported_count'])}/{format_number(row['expected_count'])}"
    return format_count({Value.GAP: row["gap_count"]}.get(value, row.get(value)))


def write_points(points: float | None) -> str:
    """Points with their sign: ``+3,91``; a dash where there are none."""
    if points is None:
        return MISSING
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{format_number(abs(points), 2)}"


def explain_cell(row: Row | None, value: Value) -> str:
    """What the text of a cell does not say: why it is blank, what its sum leaves out, what it mixes; empty where nothing."""
    if row is None:
        return _(BLANK_SENTENCES[Blank.NO_DATA])
    if row["blank_reason"]:
        return _(BLANK_SENTENCES[Blank(row["blank_reason"])])
    parts = []
    if row["cell_count"] > 1:
        silent = row["cell_count"] - row["value_count"] - row["hidden_count"]
        bare = row["value_count"] - row["counted_count"]
        counted = row["counted_count"]
        parts.append(
            ngettext(
                "taken from the counts of {count} cell",
                "recomputed from the counts of {count} cells",
                counted,
                count=format_number(counted),
            )
        )
        left_out = (
            (row["hidden_count"], N_("{count} hidden ones left out")),
            (silent, N_("{count} without a figure")),
            (bare, N_("{count} without counts left out")),
        )
        parts += [_(text, count=format_number(count)) for count, text in left_out if count]
    if 0 < row["simulated_count"] < row["value_count"]:
        parts.append(_("adds simulated and real figures"))
    if value is Value.CHANGE and row["change"] is not None:
        same = row["same_count"]
        told = {"period": format_period(row["period_before"]), "count": format_number(same)}
        parts.append(
            ngettext(
                "against {period}, over the {count} unit with both",
                "against {period}, over the {count} units with both",
                same,
                **told,
            )
        )
    if value is Value.COMPLETENESS and row["expected_count"] is None:
        parts.append(_("the same units report on every group: they are not counted again"))
    if value is Value.GAP and row["gap_count"] is None:
        parts.append(_("no target on this base"))
    return "; ".join(parts)


def find_number(row: Row | None, value: Value) -> float | None:
    """Number of a cell, to sort by and to colour; null where it is blank."""
    if row is None or (row["blank_reason"] and value is not Value.COMPLETENESS):
        return None
    if value is Value.COMPLETENESS:
        return row["reported_count"] / row["expected_count"] if row["expected_count"] else None
    number: float | None = row[{Value.RATE: "value", Value.GAP: "gap_count"}.get(value, value.value)]
    return number


def tell_nature(cells: pl.DataFrame) -> str:
    """Whether the numbers of a table are simulated, real, or both."""
    simulated, shown = cells["simulated_count"].sum(), cells["value_count"].sum()
    if not simulated:
        return _("real figures")
    return _("simulated figures") if simulated == shown else _("simulated and real figures, each marked")


def name_columns(spec: PivotSpec) -> Axis | None:
    """The axis of the columns; null where there is none."""
    return next(iter(spec.columns), None)
