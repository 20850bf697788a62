"""A value over time: which values may be joined by a line, which must stand apart, and how both are said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from ui.format import format_basis, format_period, format_target, format_value
from ui.language import _
from ui.theme import ACCENT
from warehouse.model import Status, Unit

Row = Mapping[str, Any]
OTHER_BASIS = "#8a5a14"
WIDEST_INTERVAL = 100
DECEMBER = 12
MARKERS = {"circle": "●", "circle-open": "○", "diamond": "◆", "diamond-open": "◇"}


@dataclass(frozen=True)
class Strand:
    """Values that may be joined by a line: one basis, all real or all simulated.

    Attributes
    ----------
    rows : tuple of mappings
        Oldest first, one per period.
    is_judged : bool
        Whether the basis is that of the targets, so that the values may be held against them.
    """

    basis: str
    is_simulated: bool
    is_judged: bool
    rows: tuple[Row, ...]

    @property
    def colour(self) -> str:
        """Blue for what targets can be held against, brown for another basis."""
        return ACCENT if self.is_judged else OTHER_BASIS

    @property
    def symbol(self) -> str:
        """Circles for the basis of the targets, diamonds for another; hollow where simulated."""
        return ("circle" if self.is_judged else "diamond") + ("-open" if self.is_simulated else "")

    @property
    def label(self) -> str:
        """What the values are of, and whether they are real."""
        nature = _("simulated") if self.is_simulated else _("real")
        return f"{format_basis(self.rows[0])} · {nature}"


def split_strands(series: Sequence[Row], target_basis: str | None) -> list[Strand]:
    """Sort a series into strands, those of the targets' basis first, real before simulated.

    Parameters
    ----------
    series : sequence of mappings
        Rows of :func:`warehouse.queries.read_series`; a period may come once for each target.
    target_basis : str or None
        Basis of the indicator's targets; null when it has none, and then every basis counts as its own.
    """
    points: dict[tuple[str, bool], dict[str, Row]] = {}
    for row in series:
        if row["value"] is not None and row["status"] != Status.SUPPRESSED:
            points.setdefault((row["basis"], bool(row["is_simulated"])), {}).setdefault(row["period"], row)
    strands = [
        Strand(
            basis,
            is_simulated,
            target_basis in (None, basis),
            tuple(sorted(rows.values(), key=lambda row: row["period_end"])),
        )
        for (basis, is_simulated), rows in points.items()
    ]
    return sorted(strands, key=lambda strand: (not strand.is_judged, strand.is_simulated, strand.basis))


def is_worth_drawing(strands: Sequence[Strand], targets: Sequence[Row], unit: str) -> bool:
    """Whether a chart says more than a number: several points, or one beside a target; never of a yes or no."""
    return unit != Unit.BOOLEAN and sum(len(strand.rows) for strand in strands) + len(targets) > 1


def list_target_marks(targets: Sequence[Row]) -> list[Row]:
    """Targets to draw: dated ones with a number, each pair of day and number once, verified before unverified."""
    dated = [row for row in targets if row["due"] is not None and row["target_value"] is not None]
    marks: dict[tuple[date, float], Row] = {}
    for row in sorted(dated, key=lambda row: (row["due"], not row["is_verified"])):
        marks.setdefault((row["due"], row["target_value"]), row)
    return list(marks.values())


def choose_labelled(rows: Sequence[Row]) -> set[int]:
    """Points of a long strand that carry their number: the first, the last and those of year-ends not next to another label."""
    labelled = {0, len(rows) - 1}
    for place in range(len(rows) - 2, 0, -1):
        if all(abs(place - other) > 1 for other in labelled) and rows[place]["period_end"].month == DECEMBER:
            labelled.add(place)
    return labelled


def has_open_reports(row: Row) -> bool:
    """Whether units that have not reported leave the value an interval; where nothing is known of them, none can be drawn."""
    if row["lo"] is None or row["hi"] is None or (row["completeness"] or 1) >= 1:
        return False
    return bool(row["hi"] - row["lo"] < WIDEST_INTERVAL)


def write_series_key(strands: Sequence[Strand]) -> str:
    """Which mark is what, above the chart; its shapes are those of the markers."""
    items = "".join(f"<li>{write_mark(strand)}{escape(strand.label)}</li>" for strand in strands)
    return f"<ul class='d-key'>{items}</ul>"


def write_mark(strand: Strand) -> str:
    """Marker and line of a strand in characters."""
    marker = MARKERS[strand.symbol]
    line = "┄" if strand.is_simulated else "─"
    return f"<b aria-hidden='true' style='color:{strand.colour}'>{line}{marker}{line}</b>"


def describe_series(strands: Sequence[Strand], targets: Sequence[Row], unit: str) -> str:
    """The chart in one sentence, for those who cannot see it."""
    parts = []
    for strand in strands:
        first, last = ({**row, "unit": unit} for row in (strand.rows[0], strand.rows[-1]))
        parts.append(
            _(
                "{label}: {first} in {start}, {last} in {end}",
                label=strand.label,
                first=format_value(first),
                start=format_period(first["period"]),
                last=format_value(last),
                end=format_period(last["period"]),
            )
        )
    marks = [
        _("target {year}: {target}", year=row["due"].year, target=format_target(row["target_value"], unit))
        for row in targets
    ]
    return "; ".join([*parts, *marks])
