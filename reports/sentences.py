"""Sentences on results, composed from the numbers: attained or not, what is missing, what is not known, what grew and what fell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reports.keys import key_row
from reports.printed import (
    begin_small,
    name_qualifier,
    print_number,
    print_points,
    print_target,
    tell_base,
    tell_count,
    tell_counts,
    tell_period,
    tell_things,
    tell_value,
)
from warehouse.model import Basis, Recast, Status, Unit
from warehouse.rounding import round_half_away
from wording.board import PACED
from wording.board_words import name_short
from wording.figures import find_day, is_provisional
from wording.format import explain_status, format_date, format_period, format_status, to_fraction, write_number
from wording.language import N_, _, localise
from wording.overrides import is_decided, tell_override
from wording.phrases import Figure, Phrase, Value, compose, fill, join, merge
from wording.places import name_inside
from wording.story import JUDGED

Row = Mapping[str, Any]
STEPS = {
    1: (N_("up by {points} points since {start}"), N_("up by {points} points from {start} to {end}")),
    -1: (N_("down by {points} points since {start}"), N_("down by {points} points from {start} to {end}")),
    0: (N_("unchanged since {start}"), N_("unchanged from {start} to {end}")),
}
QUALIFIED = (*JUDGED, *PACED)


def tell_result(row: Row) -> Phrase:
    """What a row says without a verdict: ``Dòng họ học tập: 65,41% trên tổng số dòng họ (7.974/12.190 dòng họ)``."""
    base, counts = tell_base(row), tell_counts(row)
    words: dict[str, Value] = {"name": name_short(row), "value": tell_value(row), "base": base, "counts": counts}
    if not base:
        noun = localise(row, "unit_noun") if row["unit"] != Unit.BOOLEAN else ""
        return fill(
            "{name}: {value}", name=name_short(row), value=merge((*tell_value(row), f" {noun}" if noun else ""))
        )
    if not counts:
        return fill("{name}: {value} {base}", **words)
    return fill("{name}: {value} {base} ({counts})", **words)


def tell_verdict(row: Row) -> Phrase:
    """How a row stands against the target of its year, or what is not known and why; who decided where people did.

    Parameters
    ----------
    row : Mapping
        Row of :func:`warehouse.queries.list_standing_at`.
    """
    decision = (tell_override(row),) if is_decided(row) else ()
    if row["value"] is None:
        return join([tell_absence(row), decision], " ")
    told = fill("{result}; {verdict}", result=tell_result(row), verdict=tell_judgement(row))
    if row["recast"] == Recast.ESTIMATED:
        told = compose("{sentence} (estimated on today's boundaries)", sentence=told)
    return join([end(told), decision], " ")


def tell_judgement(row: Row) -> Phrase:
    """The verdict on a value as the release gives it, with the target and what is missing: ``chưa đạt chỉ tiêu 60%, còn thiếu 8 người``."""
    status, target = Status(row["status"]), tell_target(row)
    words: dict[str, Value] = {"target": target, "year": row["target_year"] or ""}
    if not target or status in (Status.NO_TARGET, Status.NOT_APPLICABLE, Status.SUPPRESSED):
        return (begin_reason(row),)
    if status is Status.EXCEEDED:
        return join([compose("above the target of {target}", **words), tell_doubt(row)], "; ")
    if status is Status.ATTAINED:
        return join([compose("the target of {target} is attained", **words), tell_doubt(row)], "; ")
    if status is Status.ATTAINED_EARLY:
        return join([compose("the target of {target} is attained early", **words), tell_doubt(row)], "; ")
    if status is Status.NOT_ATTAINED:
        missed = compose("the target of {target} is not attained", **words)
        return join([join([missed, tell_gap(row)], ", "), tell_late(row), tell_doubt(row)], "; ")
    if status is Status.UNDECIDED:
        unknown = compose("not yet known whether the target of {target} is attained", **words)
        return join([unknown, (begin_reason(row),)], ": ")
    if status is Status.NOT_COMPARABLE:
        base = tell_target_base(row)
        if base:
            against = compose("not held against the target of {target} {base}", **words, base=base)
        else:
            against = compose("not held against the target of {target}", **words)
        return join([against, (begin_reason(row),)], ": ")
    ahead = compose("target of {target}", **words)
    return join([ahead, tell_gap(row)], ", ")


def tell_absence(row: Row) -> Phrase:
    """That a row has no value and why, with the last one known where there is one."""
    words: dict[str, Value] = {
        "name": name_short(row),
        "reason": begin_reason(row),
        "word": begin_small(format_status(row["status"])),
    }
    told = fill("{name}: {word}; {reason}", **words)
    if row.get("last_value") is None:
        return end(told)
    last = {**row, "value": row["last_value"], "period": row["last_period"], "basis": row["last_basis"]}
    last |= {"numerator": None, "denominator": None, "target_year": None, "target_value": None, "report_status": None}
    known = compose(
        "the last figure is {value} {base} ({period})",
        value=tell_value({**last, "qualifier": None}),
        base=tell_base(last),
        period=format_period(row["last_period"]),
    )
    return end(join([told, known], "; "))


def begin_reason(row: Row) -> str:
    """Why a row has its status, to go on a sentence with."""
    return begin_small(explain_status(row).rstrip("."))


def tell_target(row: Row) -> Phrase:
    """The target with its sign; empty where none is stated."""
    figure = print_target(row)
    if figure:
        return (figure,)
    return (_("yes"),) if row.get("target_value") is not None else ()


def tell_target_base(row: Row) -> str:
    """What a target is of; empty where the document does not say."""
    basis = Basis(row["target_basis"] or Basis.UNKNOWN)
    return "" if basis is Basis.UNKNOWN else tell_base({**row, "basis": basis})


def tell_gap(row: Row) -> Phrase:
    """What is missing to the target in people or things; that nothing is; empty where no gap can be stated."""
    if row.get("gap_count") is None or row.get("target_value") is None:
        return ()
    if row["gap_count"] == 0:
        return (_("nothing missing by the reports received"),) if row.get("gap_count_max") else (_("nothing missing"),)
    missing = tell_things(row, "gap_count")
    if row["status"] == Status.UNDECIDED:
        return compose("{count} still missing by the reports received", count=missing)
    return compose("{count} still missing", count=missing)


def tell_late(row: Row) -> Phrase:
    """That a target missed when due was attained later; empty where it was not."""
    if not row.get("late_period"):
        return ()
    return compose("attained late, in {period}", period=format_period(row["late_period"]))


def tell_doubt(row: Row) -> Phrase:
    """That reports still missing can turn the verdict, and how many; empty where they cannot."""
    if row.get("firm") is not False or row.get("is_reported") or not row.get("expected_count"):
        return ()
    counts = {"reported": print_number(row, "reporter_count"), "expected": print_number(row, "expected_count")}
    return compose("{reported} of {expected} units reported, the missing reports may change the verdict", **counts)


def tell_status(row: Row) -> str:
    """Word of a status with what qualifies it: ``Đạt (tạm tính)``, ``Chưa kết luận được (nguồn nêu: hơn)``."""
    qualifier = name_qualifier(row) if row.get("value") is not None and row["status"] in QUALIFIED else ""
    marks = [_("the source says: {qualifier}", qualifier=qualifier)] if qualifier else []
    marks += [_("provisional")] if row.get("value") is not None and is_provisional(row) else []
    marks += [_("estimated")] if row.get("recast") == Recast.ESTIMATED else []
    marks += [_("by decision")] if is_decided(row) else []
    word = format_status(row["status"])
    return f"{word} ({', '.join(marks)})" if marks else word


def tell_change(change: Row) -> Phrase:
    """How a rate changed between two periods: grew, fell, stayed, in points and in people.

    Parameters
    ----------
    change : Mapping
        Row of :func:`warehouse.overview_queries.list_recent_changes`, with ``area_id``.
    """
    old, new = (round_half_away(to_fraction(change[name])) for name in ("old_value", "new_value"))
    row = {**change, "period": change["new_period"]}
    words: dict[str, Value] = {
        "name": name_short(change),
        "old": Figure(key_change(change, "old"), write_number(old) + "%"),
        "new": Figure(key_change(change, "new"), write_number(new) + "%"),
        "points": Figure(key_change(change, "points"), write_number(abs(new - old))),
        "start": tell_period(change, "old"),
        "end": tell_period(change, "new"),
        "base": tell_base(row),
    }
    if new == old:
        return compose("{name}: unchanged at {new} {base} from {start} to {end}", **words)
    if new > old:
        told = compose("{name}: up by {points} points, from {old} ({start}) to {new} ({end}) {base}", **words)
    else:
        told = compose("{name}: down by {points} points, from {old} ({start}) to {new} ({end}) {base}", **words)
    return join([told, tell_more(change)], "; ")


def tell_step(change: Row, period: str) -> Phrase:
    """A change in few words beside a value of a period: ``tăng 6,41 điểm so với năm 2024``; with both periods where it ends in another."""
    old, new = (round_half_away(to_fraction(change[name])) for name in ("old_value", "new_value"))
    words: dict[str, Value] = {
        "points": Figure(key_change(change, "points"), write_number(abs(new - old))),
        "start": tell_period(change, "old"),
        "end": tell_period(change, "new"),
    }
    message = STEPS[(new > old) - (new < old)][change["new_period"] != period]
    return fill(_(message), **words)


def tell_more(change: Row) -> Phrase:
    """How many more or fewer are counted; empty where the source gives no counts or the number stayed."""
    if change["old_numerator"] is None or change["new_numerator"] is None:
        return ()
    more = count_more(change)
    if more == 0:
        return ()
    figure = Figure(key_change(change, "count"), write_number(Decimal(abs(more))))
    count = tell_count(figure, abs(more), localise(change, "unit_noun"))
    return compose("{count} more", count=count) if more > 0 else compose("{count} fewer", count=count)


def count_more(change: Row) -> int:
    """By how many the counted differ, as printed: whole numbers."""
    old, new = (round_half_away(to_fraction(change[name]), 0) for name in ("old_numerator", "new_numerator"))
    return int(new - old)


def key_change(change: Row, measure: str) -> str:
    """Name of a number of a change between two periods."""
    return key_row({**change, "period": f"{change['old_period']}>{change['new_period']}"}, measure)


def tell_comparison(changes: Sequence[Row]) -> Phrase:
    """Which reporters are compared, and on whose boundaries; empty for figures of the place itself on an unmoved boundary."""
    parts: list[Phrase] = []
    counts = sorted({row["unit_count"] for row in changes if row["unit_count"] is not None})
    if counts and counts[-1] > 1:
        fewest = next(row for row in changes if row["unit_count"] == counts[0])
        figure = Figure(key_change(fewest, "units"), write_number(Decimal(counts[0])))
        parts.append(compose("only units that reported in both periods are compared, at least {count}", count=figure))
    if any(row["recast"] == Recast.ESTIMATED for row in changes):
        parts.append((_("the earlier period is estimated on today's boundaries"),))
    elif any(row["recast"] == Recast.EXACT for row in changes):
        parts.append((_("the earlier period is put together on today's boundaries"),))
    return join(parts, "; ")


def tell_reform(change: Row) -> Phrase:
    """What of a change across 1/7/2025 is people and what the new boundary; the parts add up as printed (METHODS 10).

    Parameters
    ----------
    change : Mapping
        Row of :func:`warehouse.queries.read_change`, with ``indicator_id`` and the words of the indicator.
    """
    old, recast, new = (round_half_away(to_fraction(change[f"{name}_value"])) for name in ("old", "recast", "new"))
    words: dict[str, Value] = {
        "name": name_short(change),
        "base": tell_base(change),
        "place": name_inside(localise(change, "old_name")),
        "start": format_date(change["old_period_end"]),
        "end": format_date(change["new_period_end"]),
        "old": Figure(key_change(change, "reform_old"), write_number(old) + "%"),
        "new": Figure(key_change(change, "reform_new"), write_number(new) + "%"),
        "whole": print_points({**change, "period": change["new_period"]}, "reform_whole", new - old),
        "real": print_points({**change, "period": change["new_period"]}, "reform_real", new - recast),
        "boundary": print_points({**change, "period": change["new_period"]}, "reform_boundary", recast - old),
    }
    told = compose(
        "{name} ({base}): former {place} {old} on {start}, {new} on {end}: {whole} points, of which {real} real and {boundary} by boundary",
        **words,
    )
    is_estimated = change["recast"] == Recast.ESTIMATED or (change["new_share"] or 0) > 0
    told = compose("{sentence} (estimated)", sentence=told) if is_estimated else told
    return compose("{value} (provisional)", value=told) if change.get("is_provisional") else told


def tell_day(row: Row) -> str:
    """Day of a figure: ``đến 31/12/2025``."""
    return _("as of {date}", date=format_date(find_day(row)))


def end(phrase: Phrase) -> Phrase:
    """A phrase as a sentence, with its full stop."""
    last = phrase[-1] if phrase else ""
    text = last.text if isinstance(last, Figure) else last
    return phrase if text.endswith((".", "!", "?", "…")) else merge((*phrase, "."))
