"""The units under a place across 1/7/2025: what each one's people did and what its new boundary did, in words and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from html import escape
from typing import Any
from urllib.parse import urlencode

from ui.answers import ask
from ui.blocks import write_simulated, write_table
from ui.map_estimates import ABOUT, WEAKEST_SHARE, is_estimated, is_hollow, tell_estimate
from ui.map_story import LAYER_KINDS, list_periods
from ui.state import PageContext, View, write_query
from ui.territory_change import PrintedChange, print_change, write_signed
from warehouse.change_queries import list_reform_changes
from warehouse.model import Era, Level, Unit
from wording.format import format_basis, format_date, format_number, format_percent, write_number
from wording.language import N_, _, localise
from wording.places import Area

Row = Mapping[str, Any]
Span = tuple[date, date]
NAMED = 3
MOST_ROWS = 300


class Shown(StrEnum):
    """Which units are listed, as the address names them."""

    ALL = "tat-ca"
    FELL = "giam"
    BOUNDARY_ALONE = "do-dia-gioi"


SHOWN_WORDS: Mapping[Shown, str] = {
    Shown.ALL: N_("All"),
    Shown.FELL: N_("Fell"),
    Shown.BOUNDARY_ALONE: N_("Fell only by the boundary"),
}


@dataclass(frozen=True)
class UnitChange:
    """One unit: its row of :func:`warehouse.change_queries.list_reform_changes`, and the levels as printed."""

    row: Row
    printed: PrintedChange

    def is_among(self, shown: Shown) -> bool:
        """Whether the unit is listed, judged by what is printed of it; a fall that is not real is one by the boundary."""
        has_fallen = self.printed.whole < 0
        if shown is Shown.BOUNDARY_ALONE:
            return has_fallen and self.printed.real >= 0
        return has_fallen or shown is Shown.ALL

    @property
    def recast(self) -> Row:
        """The value on the new boundary of the old day, as estimates are told."""
        return {**self.row, "value": self.row["recast_value"], "estimated_share": self.row["recast_share"]}

    @property
    def about(self) -> str:
        """What stands before a number that rests on the value on the new boundary."""
        return f"{ABOUT} " if is_estimated(self.recast) else ""


@dataclass(frozen=True)
class ReformList:
    """The units of one kind under a place.

    Attributes
    ----------
    code : str
        Kind of units, a key of :data:`ui.map_story.LAYER_KINDS`.
    changes : sequence of UnitChange
        Units with all three values, those that fell most first.
    """

    code: str
    changes: Sequence[UnitChange]

    @cached_property
    def rows(self) -> list[Row]:
        """Rows of the units."""
        return [one.row for one in self.changes]

    @cached_property
    def unit_count(self) -> int:
        """All units of the kind, also those that cannot be compared; zero where none can."""
        return int(self.rows[0]["unit_count"]) if self.changes else 0

    @cached_property
    def span(self) -> Span:
        """The two days most units are compared over."""
        return Counter(find_span(row) for row in self.rows).most_common(1)[0][0]

    @cached_property
    def is_mixed(self) -> bool:
        """Whether some numbers are simulated and some real, so that each row says which."""
        return len({bool(row["is_simulated"]) for row in self.rows}) > 1

    @cached_property
    def is_wide(self) -> bool:
        """Whether the units lie in several areas, so that each row says in which."""
        return len({row["parent_name_vi"] for row in self.rows}) > 1

    def list_shown(self, shown: Shown) -> list[UnitChange]:
        """Those of a choice."""
        return [change for change in self.changes if change.is_among(shown)]


def list_reform_kinds(context: PageContext) -> list[str]:
    """Kinds of units of today under the place; none where they have no figures, for a group of people, and for counts."""
    if context.indicator.unit != Unit.PERCENT or context.view.group_id is not None:
        return []
    kinds = list_current_kinds(context.area)
    return kinds if any(list_periods(context, context.area.area_id, code).height for code in kinds) else []


def list_current_kinds(area: Area) -> list[str]:
    """Kinds of units of today under an area."""
    if area.level == Level.NATION:
        return ["province", "ward"]
    return ["ward"] if area.level == Level.PROVINCE and area.era == Era.AFTER else []


def read_reform(context: PageContext, code: str) -> ReformList:
    """The units of a kind under the place, on the base of the target."""
    level, indicator = LAYER_KINDS[code].level, context.indicator
    question = (context.area.area_id, indicator.indicator_id, level, indicator.target_basis)
    rows = ask(context.release, list_reform_changes, *question).to_dicts()
    changes = [UnitChange(row, print_change(row, None, indicator.direction)) for row in rows]
    return ReformList(code, sorted(changes, key=lambda one: one.printed.whole))


def find_span(row: Row) -> Span:
    """The two days of a row."""
    return row["old_period_end"], row["new_period_end"]


def tell_boundary_alone(reform: ReformList) -> str:
    """How many units fell only because of the new boundary, the first of them by name, weak estimates last."""
    found = sorted(reform.list_shown(Shown.BOUNDARY_ALONE), key=lambda one: is_hollow(one.recast))
    noun, weak = _(LAYER_KINDS[reform.code].noun), sum(is_hollow(one.recast) for one in found)
    words = {"count": format_number(len(found)), "total": format_number(len(reform.changes)), "units": noun}
    if not found:
        return _("None of {total} {units} fell only because of the new boundary", **words)
    names = ", ".join(localise(one.row, "name") for one in found[:NAMED])
    rest = len(found) - NAMED
    more = " " + _("and {count} more units", count=format_number(rest)) if rest > 0 else ""
    doubts = {"count": format_number(weak), "share": format_number(WEAKEST_SHARE)}
    doubt = _("; in {count} of them over {share}% of the base is estimated", **doubts) if weak else ""
    head = _("{count} of {total} {units} fell only because of the new boundary", **words)
    return f"{head}: {names}{more}{doubt}"


def tell_directions(reform: ReformList) -> str:
    """How many of the units rose and fell, and how many cannot be compared."""
    wholes = [one.printed.whole for one in reform.changes]
    words = {
        "up": format_number(sum(whole > 0 for whole in wholes)),
        "down": format_number(sum(whole < 0 for whole in wholes)),
        "same": format_number(sum(whole == 0 for whole in wholes)),
    }
    text = _("{up} rose, {down} fell, {same} stayed.", **words)
    silent = {"silent": format_number(reform.unit_count - len(wholes)), "total": format_number(reform.unit_count)}
    if silent["silent"] == "0":
        return text
    why = _("{silent} of {total} cannot be compared: one of the three figures is missing or hidden.", **silent)
    return f"{text} {why}"


def tell_predecessor() -> str:
    """Which former unit an area is held against."""
    return _("Former unit: the one of the same name that the area came from, else the one most of it came from.")


def tell_reform_source(context: PageContext, reform: ReformList) -> str:
    """Base, both dates, estimates and nature of the numbers in one line."""
    rows, noun = reform.rows, context.indicator.denominator
    simulated = sum(bool(row["is_simulated"]) for row in rows)
    estimated = sum(is_estimated(one.recast) for one in reform.changes)
    parts = [format_basis({"denominator_vi": noun, "denominator_en": noun, **rows[0]}), tell_span(reform)]
    if estimated:
        parts.append(_("{count} of them estimated for these boundaries", count=format_number(estimated)))
    if simulated:
        parts.append(_("simulated where marked") if reform.is_mixed else _("simulated data"))
    return " · ".join(parts)


def tell_span(reform: ReformList) -> str:
    """Both dates, and how many units have others."""
    start, end = (format_date(day) for day in reform.span)
    others = sum(find_span(row) != reform.span for row in reform.rows)
    if not others:
        return _("from {start} to {end}", start=start, end=end)
    words = {"start": start, "end": end, "count": format_number(others)}
    return _("from {start} to {end}; {count} with other dates, named in their rows", **words)


def write_reform(reform: ReformList, shown: Shown, view: View) -> str:
    """Table of the units of a choice, each name a link to the same screen of that unit."""
    columns = [
        (_("Area"), False),
        (_("Former unit"), False),
        (_("Same day, new boundary"), True),
        (_("Latest"), True),
        (_("Real (points)"), True),
        (_("By the boundary (points)"), True),
        (_("Whole change (points)"), True),
    ]
    listed = reform.list_shown(shown)
    table = write_table(columns, (list_texts(reform, one, view) for one in listed[:MOST_ROWS]), is_tall=True)
    rest = len(listed) - MOST_ROWS
    if rest <= 0:
        return table
    more = _("{count} more in the files to take away", count=format_number(rest))
    return f"{table}<p class='d-note'>{escape(more)}</p>"


def list_texts(reform: ReformList, change: UnitChange, view: View) -> list[str]:
    """Texts of one row; what it does not share with most rows stands small below."""
    row, printed, about = change.row, change.printed, change.about
    address = "?" + urlencode(write_query(view, area_id=row["area_id"]))
    name = f"<a href='{escape(address)}' target='_self'>{escape(localise(row, 'name'))}</a>"
    marker = write_simulated(row) if reform.is_mixed else ""
    days = [format_date(day) if find_span(row) != reform.span else "" for day in find_span(row)]
    latest = f"{ABOUT} " if (row["new_share"] or 0) > 0 else ""
    return [
        f"{name} {marker}{write_below(localise(row, 'parent_name') if reform.is_wide else '')}",
        f"{escape(name_old(row))} <b>{write_number(printed.old)}%</b>{write_below(days[0])}",
        f"{about}{write_number(printed.recast)}%{write_below(tell_estimate(change.recast).removeprefix(ABOUT))}",
        f"<b>{latest}{write_number(printed.new)}%</b>{write_below(days[1], tell_reported(row))}",
        about + write_signed(printed.real),
        about + write_signed(printed.boundary),
        f"<b>{write_signed(printed.whole)}</b>{write_below(tell_alone(change))}",
    ]


def name_old(row: Row) -> str:
    """The former unit with its district, of which several have a ward of that name; of an area left alone, that it was."""
    if row["is_left_alone"]:
        return _("boundary unchanged")
    return ", ".join(name for name in (localise(row, "old_name"), localise(row, "old_parent_name")) if name)


def tell_reported(row: Row) -> str:
    """How much was reported of the least complete of the three figures; empty where all was."""
    if row["completeness"] in (None, 1):
        return ""
    return _("{share} reported", share=format_percent(100 * row["completeness"]))


def tell_alone(change: UnitChange) -> str:
    """That a unit fell only by the boundary; empty for others."""
    if not change.is_among(Shown.BOUNDARY_ALONE):
        return ""
    return _("only by the boundary (estimated)") if is_estimated(change.recast) else _("only by the boundary")


def write_below(*words: str) -> str:
    """Small words under a number; nothing where there are none."""
    text = " · ".join(word.strip() for word in words if word)
    return f"<br><small>{escape(text)}</small>" if text else ""
