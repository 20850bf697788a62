"""What the screen of score sheets says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ui.scores import Outcomes, ScoreView, add_up
from warehouse.model import Status
from warehouse.rounding import write_shortest
from warehouse.scores import Outcome
from warehouse.thresholds import THRESHOLDS
from wording.format import (
    format_count,
    format_date,
    format_number,
    format_percent,
    format_period,
    to_fraction,
    write_number,
)
from wording.language import N_, _, localise, ngettext

Row = Mapping[str, Any]
#: Outcome → word, status that lends colour and icon.
OUTCOMES: Mapping[Outcome, tuple[str, Status]] = {
    Outcome.RECOGNISED: (N_("Qualify"), Status.ATTAINED),
    Outcome.NOT_RECOGNISED: (N_("Do not qualify"), Status.NOT_ATTAINED),
    Outcome.INCOMPLETE: (N_("No verdict: scores missing"), Status.INSUFFICIENT),
    Outcome.REFUSED: (N_("Refused sheets"), Status.NOT_APPLICABLE),
}


def format_points(points: Decimal) -> str:
    """Points with as many decimals as they have."""
    return write_number(write_shortest(to_fraction(points), 4))


def name_index(row: Row) -> str:
    """Name of an index; by its code where its words were not read."""
    named = _("Index {code}", code=row["criterion_code"])
    return f"{named}: {localise(row, 'name')}" if row["name_vi"] else named


def tell_scores(view: ScoreView) -> str:
    """The sentence on top."""
    outcomes = add_up(view.judged)
    share = outcomes.share(outcomes.recognised_count)
    if share is None:
        shown = [row for row in view.groups if not row["is_hidden"]]
        if not shown:
            return _("The groups here are too small to be shown")
        if any(row["has_outcome"] for row in shown):
            return _("Every sheet was refused: none could be judged")
        return _("Only the scores by index are known: whether a sheet qualifies cannot be said")
    return _(
        "{share} of {count} valid sheets qualify for recognition",
        share=format_percent(share),
        count=format_count(outcomes.valid_count),
    )


def tell_rule(view: ScoreView, holding: Sequence[Row]) -> str:
    """The rule the sheets are judged by."""
    minimums = sorted({row["minimum"] for row in holding if row["minimum"]})
    mark = format_points(view.head["pass_mark"])
    if not minimums:
        return _("rule: {mark} points or more", mark=mark)
    return _(
        "rule: {mark} of {total} points or more, and no index under {minimum}", mark=mark,
        total=format_points(view.head["total_maximum"]), minimum=" / ".join(map(format_points, minimums)),
    )  # fmt: skip


def tell_score_source(view: ScoreView) -> str:
    """Set, period, date, how many places, nature."""
    head = view.head
    areas = {row["area_id"] for row in view.groups}
    days = sorted({row["as_of"] for row in view.groups})
    parts = [
        localise(head, "set_name"),
        _(
            "{period}, as of {date}",
            period=format_period(head["period"]),
            date=" – ".join(map(format_date, {days[0]: 0, days[-1]: 0})),
        ),
    ]
    if head["unit_count"] > 1:
        counts = {"count": format_number(len(areas)), "total": format_number(head["unit_count"])}
        parts.append(_("sheets of {count} of {total} wards and communes", **counts))
    parts.append(_("simulated data") if head["is_simulated"] else _("real data"))
    return " · ".join(parts)


def tell_hidden_groups(view: ScoreView) -> str:
    """How many groups are left out because they are too small; empty where none is."""
    if not view.hidden_count:
        return ""
    return ngettext(
        "{count} group of fewer than {least} sheets is not shown and is in no sum, so that nobody can be recognised.",
        "{count} groups of fewer than {least} sheets are not shown and are in no sum, so that nobody can be recognised.",
        view.hidden_count,
        count=format_number(view.hidden_count),
        least=format_number(THRESHOLDS.minimum_persons_count),
    )


def tell_holding(holding: Sequence[Row]) -> str:
    """Which index holds most people back, by both answers; empty where no sheet failed in a group large enough."""
    failed = max((row["not_recognised_count"] for row in holding), default=0)
    if not failed:
        return ""
    most = max(holding, key=lambda row: (row["enough_count"], row["under_minimum_count"]))
    if not most["enough_count"]:
        return _("No single index holds people back: every sheet that does not qualify falls short in several.")
    return _(
        "{index} holds most people back: {enough} of {failed} complete sheets that fall short would qualify with more points for it alone.",
        index=name_index(most), failed=format_count(failed), enough=format_count(most["enough_count"]),
    )  # fmt: skip


def tell_small_failures(holding: Sequence[Row]) -> str:
    """That groups in which few sheets fall short are left out here; empty where none is."""
    if not any(row["hidden_count"] for row in holding):
        return ""
    least = format_number(THRESHOLDS.minimum_persons_count)
    return _("Groups in which fewer than {least} sheets do not qualify are left out here.", least=least)


def tell_minimum(holding: Sequence[Row]) -> str:
    """The other answer: which index lies under its minimum most often where that alone stands in the way."""
    most = max(holding, key=lambda row: (row["at_minimum_count"], row["under_minimum_count"]), default=None)
    if most is None or not most["under_minimum_count"]:
        return ""
    return _(
        "Under its minimum of {minimum} points on {under} sheets; on {alone} of them nothing else stands in the way ({index}).",
        minimum=format_points(most["minimum"]), under=format_count(most["under_minimum_count"]),
        alone=format_count(most["at_minimum_count"]), index=name_index(most),
    )  # fmt: skip


def tell_mark(row: Row, rule: Row) -> str:
    """What another pass mark would lead to, beside the rule in force."""
    outcomes = Outcomes(row["recognised_count"], row["not_recognised_count"], row["incomplete_count"])
    share = outcomes.share(outcomes.recognised_count)
    words = {
        "mark": format_points(row["pass_mark"]),
        "count": format_count(row["recognised_count"]),
        "total": format_count(outcomes.valid_count),
        "share": format_percent(share),
    }
    told = _("From {mark} points: {count} of {total} valid sheets qualify ({share})", **words)
    if row["pass_mark"] == rule["pass_mark"]:
        return told + ": " + _("this is the rule in force") + "."
    return told + ", " + tell_change(row["recognised_count"] - rule["recognised_count"]) + "."


def tell_change(change: int) -> str:
    """How many sheets more or fewer qualify than by the rule in force."""
    if change == 0:
        return _("as many as by the rule in force")
    count = format_count(abs(change))
    if change > 0:
        return _("{count} more than by the rule in force", count=count)
    return _("{count} fewer than by the rule in force", count=count)
