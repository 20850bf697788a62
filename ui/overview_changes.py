"""What changed since the last comparable period, in points and in people; what a moved boundary did told apart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_section, write_simulated, write_style, write_table
from ui.state import PageContext
from ui.territory import find_own_territory
from ui.territory_change import choose_change, tell_change
from warehouse import queries
from warehouse.model import Era, Level, Recast, Status, Territory
from warehouse.overview_queries import list_recent_changes
from warehouse.rounding import round_half_away
from wording.board_words import name_short
from wording.format import MISSING, format_number, format_period, to_fraction, write_number
from wording.language import _, localise, ngettext
from wording.places import Area

Row = dict[str, Any]
PLACES = 2


def list_changes(context: PageContext) -> list[Row]:
    """Changes of a place; none where no two periods can be compared."""
    return ask(context.release, list_recent_changes, context.area.area_id, find_territory(context.area)).to_dicts()


def draw_changes(context: PageContext, changes: Sequence[Row]) -> None:
    """Table of the changes of a place with what it stands on; nothing where there are none."""
    if not changes:
        return
    draw_section(_("What changed"), name_span(changes))
    reform = tell_reform(context)
    below = f"{context.indicator.name}: {reform[:1].lower()}{reform[1:]}" if reform else ""
    marker = write_simulated({"is_simulated": is_all_simulated(changes)})
    st.html(
        f"<p class='d-note'>{marker} {escape(tell_comparison(changes))}</p>{write_changes(changes)}<p class='d-note'>{escape(below)}</p>"
    )


def is_all_simulated(changes: Sequence[Row]) -> bool:
    """Whether every number is simulated, which is then said once above them."""
    return all(row["is_simulated"] for row in changes)


def find_territory(area: Area) -> Territory:
    """Units both periods stand on: those of today for a unit of today, else as reported."""
    is_of_today = area.era == Era.AFTER and area.level in (Level.PROVINCE, Level.WARD)
    return Territory.CURRENT if is_of_today else Territory.AS_REPORTED


def name_span(changes: Sequence[Row]) -> str:
    """``từ 6 tháng đầu năm 2026 đến quý III/2026`` where all rows share their periods; else empty."""
    spans = {(row["old_period"], row["new_period"]) for row in changes}
    return tell_span(changes[0]) if len(spans) == 1 else ""


def tell_span(row: Row) -> str:
    """Both periods of a change."""
    return _("from {start} to {end}", start=format_period(row["old_period"]), end=format_period(row["new_period"]))


def tell_comparison(changes: Sequence[Row]) -> str:
    """That the same reporters are compared, and on which territory."""
    counts = sorted({row["unit_count"] for row in changes if row["unit_count"] is not None})
    parts = []
    if counts:
        span = "–".join(format_number(count) for count in dict.fromkeys((counts[0], counts[-1])))
        parts.append(
            ngettext(
                "Only the {count} unit that reported in both periods is compared.",
                "Only the {count} units that reported in both periods are compared.",
                counts[-1],
                count=span,
            )
        )
    if any(row["recast"] == Recast.ESTIMATED for row in changes):
        parts.append(_("The earlier period is estimated on today's boundaries."))
    elif any(row["recast"] == Recast.EXACT for row in changes):
        parts.append(_("The earlier period is put together on today's boundaries."))
    else:
        parts.append(_("The boundary did not change between them."))
    return " ".join(parts)


def tell_reform(context: PageContext) -> str:
    """How the indicator looked at changed across 1/7/2025, split into people and boundary; empty where it did not, or nobody can say."""
    territory = find_own_territory(context.area)
    if territory is None or context.indicator.unit != "percent":
        return ""
    found = ask(context.release, queries.read_change, context.area.area_id, context.indicator.indicator_id, territory)
    change = choose_change(found.to_dicts(), context.indicator.target_basis)
    return "" if change is None else tell_change(change)


def write_changes(changes: Sequence[Row]) -> str:
    """The table: indicator, both values, points, people or things."""
    columns = [
        (_("Indicator"), False),
        (_("Before → now"), True),
        (_("Points"), True),
        (_("People or units"), True),
    ]
    names = [name_row(row, is_alone=not name_span(changes), is_marked=not is_all_simulated(changes)) for row in changes]
    rows = [[name, *list_texts(row)] for name, row in zip(names, changes, strict=True)]
    return f"<div class='d-changes'>{write_table(columns, rows)}</div>"


def name_row(row: Row, *, is_alone: bool, is_marked: bool) -> str:
    """Short name; with its own periods and its own mark of a simulated number where the rows differ in them."""
    span = f"<br><small>{escape(tell_span(row))}</small>" if is_alone else ""
    return f"{escape(name_short(row))} {write_simulated(row) if is_marked else ''}{span}"


def list_texts(row: Row) -> list[str]:
    """Levels as printed, the difference of the printed levels, and that of the counts."""
    old, new = (round_half_away(to_fraction(row[name]), PLACES) for name in ("old_value", "new_value"))
    sign = "+" if new > old else "−" if new < old else ""
    turn, look = find_turn(new - old, row["direction"]), write_style(Status.BACKWARD)
    return [
        f"{write_number(old)}% → {write_number(new)}%",
        f"<b class='{turn}' style='{look}'>{sign}{write_number(abs(new - old))}</b>",
        escape(tell_people(row)),
    ]


def find_turn(points: Decimal, direction: int) -> str:
    """Class of a change: towards the target, away from it, or none."""
    return "still" if points == 0 else "better" if points * direction > 0 else "worse"


def tell_people(row: Row) -> str:
    """The change of the numerator with its sign and noun; a dash where the source gives no counts."""
    if row["old_numerator"] is None or row["new_numerator"] is None:
        return MISSING
    change = Fraction(to_fraction(row["new_numerator"]) - to_fraction(row["old_numerator"]))
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{format_number(abs(change))} {localise(row, 'unit_noun')}".rstrip()
