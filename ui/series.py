"""A value over time: which values may be joined by a line, which must stand apart, and how both are said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import Any

from ui.map_estimates import is_estimated, write_value
from ui.series_marks import LOOKS, Mark, find_mark, write_mark_key
from ui.theme import colour
from warehouse.model import Recast, Status, Unit
from warehouse.thresholds import THRESHOLDS
from wording.format import format_basis, format_percent, format_period, format_target
from wording.language import _

Row = Mapping[str, Any]
WIDEST_INTERVAL = 100
DECEMBER = 12


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
        """Blue for what targets can be held against, brown for another basis; paler where simulated."""
        if self.is_simulated:
            return colour("accent-simulated" if self.is_judged else "other-simulated")
        return colour("accent" if self.is_judged else "other-basis")

    @property
    def is_mixed(self) -> bool:
        """Whether estimates stand among its values, so that not all of its line is solid."""
        return any(is_estimated(row) for row in self.rows)

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
    """Points of a long strand that carry their number: both ends, what was reported next to what was recast, and year-ends with room."""
    labelled = {0, len(rows) - 1, *find_seams(rows)}
    for place in range(len(rows) - 2, 0, -1):
        if all(abs(place - other) > 1 for other in labelled) and rows[place]["period_end"].month == DECEMBER:
            labelled.add(place)
    return labelled


def split_line(strand: Strand) -> tuple[list[tuple[Row, Row]], list[tuple[Row, Row]]]:
    """Pieces of the line through a strand: those between values that stand, and those that reach an estimate.

    One strand is of one territory: an area as reported lies on one side of 1/7/2025 unless nothing changed for it, so no piece joins two
    territories.
    """
    pieces = list(pairwise(strand.rows))
    solid = [piece for piece in pieces if not any(is_estimated(row) for row in piece)]
    return solid, [piece for piece in pieces if any(is_estimated(row) for row in piece)]


def tell_thin(series: Sequence[Row], target_basis: str | None) -> str:
    """Periods left out because too little of what they are put together from was reported; empty where there are none."""
    limit = THRESHOLDS.completeness_minimum_ratio
    thin = {
        row["period"]: row["completeness"]
        for row in series
        if row["value"] is None and row.get("recast", Recast.NONE) != Recast.NONE and target_basis in (None, row["basis"])
        and (row["completeness"] or 0) < limit
    }  # fmt: skip
    if not thin:
        return ""
    named = ", ".join(
        f"{format_period(period)} ({format_percent(100 * (share or 0))})" for period, share in thin.items()
    )
    return _("Not shown, because under {limit}% was reported: {periods}.", limit=int(100 * limit), periods=named)


def find_seams(rows: Sequence[Row]) -> set[int]:
    """Points as they were reported that stand next to a recast one, with room on both sides."""
    marks = [find_mark(row) is Mark.REPORTED for row in rows]
    seams = {
        place if is_reported else place + 1
        for place, is_reported in enumerate(marks[:-1])
        if is_reported != marks[place + 1]
    }
    return {place for place in seams if 1 < place < len(rows) - 2}


def has_open_reports(row: Row) -> bool:
    """Whether units that have not reported leave the value an interval; where nothing is known of them, none can be drawn."""
    if row["lo"] is None or row["hi"] is None or (row["completeness"] or 1) >= 1:
        return False
    return bool(row["hi"] - row["lo"] < WIDEST_INTERVAL)


def write_series_key(strands: Sequence[Strand]) -> str:
    """Which mark is what, above the chart; its shapes are those of the markers."""
    items = "".join(f"<li>{write_mark(strand)}{escape(strand.label)}</li>" for strand in strands)
    rows = [row for strand in strands for row in strand.rows]
    marks = write_mark_key(rows, strands[0].colour, is_judged=strands[0].is_judged) if strands else ""
    return f"<ul class='d-key'>{items}</ul>" + (f"<ul class='d-key'>{marks}</ul>" if marks else "")


def write_mark(strand: Strand) -> str:
    """Marker and line of a strand in characters: those of its best value."""
    look = LOOKS[min((find_mark(row) for row in strand.rows), key=list(Mark).index)]
    marker = look.character if strand.is_judged else look.other_character
    return f"<b aria-hidden='true' style='color:{strand.colour}'>─{marker}─</b>"


def describe_series(strands: Sequence[Strand], targets: Sequence[Row], unit: str) -> str:
    """The chart in one sentence, for those who cannot see it."""
    parts = []
    for strand in strands:
        first, last = ({**row, "unit": unit} for row in (strand.rows[0], strand.rows[-1]))
        parts.append(
            _(
                "{label}: {first} in {start}, {last} in {end}",
                label=strand.label,
                first=write_value(first),
                start=format_period(first["period"]),
                last=write_value(last),
                end=format_period(last["period"]),
            )
        )
    marks = [
        _("target {year}: {target}", year=row["due"].year, target=format_target(row["target_value"], unit))
        for row in targets
    ]
    return "; ".join([*parts, *marks])
