"""What a ranking says in words: who is ahead, what may be said of the order and what not, and why some units have no place."""

from __future__ import annotations

from collections.abc import Mapping

from ui.compare_ranking import Ranking, Unranked
from ui.map_story import LAYER_KINDS
from ui.rankings import tell_rank
from ui.state import PageContext
from warehouse.compare import Side
from warehouse.model import Status, Unit
from warehouse.thresholds import THRESHOLDS
from wording.format import format_number, format_percent, format_target
from wording.language import N_, _, localise

UNRANKED_WORDS: Mapping[Unranked, str] = {
    Unranked.NO_DATA: N_("without data: nothing was reported for this period"),
    Unranked.HIDDEN: N_("hidden: the base is too small to show"),
    Unranked.BASIS: N_("on another base: cannot be held against the others"),
    Unranked.NATURE: N_("real among simulated figures, or the other way round: never held against each other"),
    Unranked.INCOMPLETE: N_("too few reports: less than {completeness}% of the base"),
    Unranked.ESTIMATE: N_("estimated: more than {share}% of the base comes from dividing former units"),
    Unranked.ENDED: N_("not applicable"),
    Unranked.FEW: N_("too few units to rank: a rank needs at least {count} on the same base"),
}
UNRANKED_LOOKS: Mapping[Unranked, Status] = {
    Unranked.NO_DATA: Status.NO_DATA,
    Unranked.HIDDEN: Status.SUPPRESSED,
    Unranked.BASIS: Status.NOT_COMPARABLE,
    Unranked.NATURE: Status.NOT_COMPARABLE,
    Unranked.INCOMPLETE: Status.INSUFFICIENT,
    Unranked.ESTIMATE: Status.INSUFFICIENT,
    Unranked.ENDED: Status.NOT_APPLICABLE,
    Unranked.FEW: Status.NO_TARGET,
}


def tell_reason(reason: Unranked) -> str:
    """A reason in words, with its limit."""
    limits = {
        "completeness": format_number(100 * THRESHOLDS.completeness_minimum_ratio),
        "share": format_number(100 * THRESHOLDS.estimated_share_maximum),
        "count": format_number(THRESHOLDS.rank_minimum_count),
    }
    return _(UNRANKED_WORDS[reason], **limits)


def name_side(side: Side, direction: int) -> str:
    """Group of units beside the common level, by where their values lie."""
    if side is Side.BETWEEN:
        return _("cannot be told apart")
    is_above = (side is Side.AHEAD) == (direction > 0)
    return _("clearly above") if is_above else _("clearly below")


def tell_ranking(ranking: Ranking, direction: int) -> str:
    """The sentence on top: how many units are clearly above or below the common level, and how many cannot be told apart from it."""
    units, fewest = _(LAYER_KINDS[ranking.code].noun), format_number(THRESHOLDS.rank_minimum_count)
    if not ranking.ranked:
        return _("No ranking of {units}: fewer than {count} may be held against each other", units=units, count=fewest)
    counts = ((ranking.list_side(side), name_side(side, direction)) for side in (Side.AHEAD, Side.BEHIND, Side.BETWEEN))
    groups = ", ".join(f"{format_number(len(rows))} {word}" for rows, word in counts if rows)
    words = {"count": format_number(len(ranking.ranked)), "units": units, "groups": groups}
    if ranking.common is None:
        return _("Of {count} {units} ranked, {groups}", **words)
    return _(
        "Of {count} {units} against the common level of {common}: {groups}",
        common=format_percent(ranking.common),
        **words,
    )


def tell_limits(ranking: Ranking) -> str:
    """What may be said of the order and what not, with an example from the middle of it."""
    if not ranking.ranked:
        return ""
    first, middle = ranking.ranked[0], ranking.ranked[len(ranking.ranked) // 2]
    if first["rank_to"] == len(ranking.ranked):
        return _("Nothing may be said of their order: every one of them may stand first.")
    may = _("{best}: {rank}.", best=localise(first, "name"), rank=tell_rank(first))
    may_not = _(
        "Of two areas less than {points} points apart, neither can be said to be ahead: "
        "{name} ({value}) may stand anywhere from {first} to {last}.",
        points=format_number(2 * ranking.half_width, 1), name=localise(middle, "name"), value=format_percent(middle["value"]),
        first=format_number(middle["rank_from"]), last=format_number(middle["rank_to"]),
    )  # fmt: skip
    return f"{may} {may_not}"


def tell_own_place(context: PageContext, ranking: Ranking) -> str:
    """Where the place itself stands among its siblings; empty where it is not one of the units ranked."""
    own = next((row for row in ranking.ranked if row["area_id"] == context.area.area_id), None)
    if own is None:
        return ""
    side = name_side(own["side"], context.indicator.direction)
    return _(
        "{place}: {value}, {rank}; against the common level: {side}.", place=context.area.name, value=format_percent(own["value"]),
        rank=tell_rank(own), side=side,
    )  # fmt: skip


def tell_levels(ranking: Ranking) -> str:
    """The common level and the target they share, for the drawing."""
    parts = [] if ranking.common is None else [_("common level {value}", value=format_percent(ranking.common))]
    if ranking.target is not None:
        parts.append(_("target {target}", target=format_target(ranking.target, Unit.PERCENT)))
    return " · ".join(parts)
