"""The flow of a title drawn: bars on one common base, the rate of each step on its own base, and what falls away between two steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import Any

import polars as pl

from ui.blocks import write_status
from warehouse.model import MissingReason, Status
from wording.format import format_count, format_number, format_percent, format_period
from wording.language import N_, _, localise
from wording.titles_flow import (
    LOSS_WORDS,
    OF_TOTAL,
    PUBLISHED,
    Share,
    Step,
    StepCode,
    find_previous,
    find_recognised_share,
    has_counts,
    list_steps,
    measure_change,
)

Row = Mapping[str, Any]
MISSING_WORDS: Mapping[str, str] = {
    MissingReason.NOT_REPORTED: N_("not reported"),
    MissingReason.NOT_APPLICABLE: N_("not applicable"),
    MissingReason.SUPPRESSED: N_("hidden, small base"),
}


def write_flow(flow: Row, title: Row) -> str:
    """The four steps of a flow below each other, on the base of all there are.

    Parameters
    ----------
    flow : Mapping
        A row of :func:`warehouse.title_queries.list_title_flows`.
    title : Mapping
        Its row of :func:`warehouse.title_queries.list_flow_titles`.
    """
    steps, noun = list_steps(flow, title), localise(title, "unit_noun")
    if not has_counts(steps):
        return f"<p class='d-sum'>{escape(tell_rate_alone())}</p>"
    base = find_base(steps)
    rows = "".join(write_loss(step, noun) + write_step(step, base, flow, noun) for step in steps)
    return f"<ol class='t-flow' aria-label='{escape(describe_flow(steps, noun), quote=True)}'>{rows}</ol>"


def tell_rate_alone() -> str:
    """What is said where a rate was published without any count."""
    return _("Only the rate was published, without the counts behind it.")


def find_base(steps: Sequence[Step]) -> int | None:
    """What a full bar counts: all there are, else the registered; None where neither is known."""
    return steps[0].count or steps[1].count


def write_step(step: Step, base: int | None, flow: Row, noun: str) -> str:
    """One step: its name, its bar, its count and its rates; why where there is no count."""
    shares = " · ".join(tell_share(share) for share in step.shares)
    partial = tell_reporters(step, flow)
    notes = "".join(f"<small>{escape(text)}</small>" for text in (shares, partial) if text)
    count = write_count(step, flow, noun)
    return (
        f"<li class='step {step.code}'><span class='name'>{escape(step.label)}</span>"
        f"{write_bar(step, base)}<span class='count'>{count}</span><span class='rates'>{notes}</span></li>"
    )


def write_count(step: Step, flow: Row, noun: str) -> str:
    """The count of a step, or in words why there is none."""
    if step.count is None:
        return f"<em>{escape(tell_missing(step.missing, flow['origin']))}</em>"
    return f"<b>{escape(format_count(step.count))}</b> {escape(noun)}"


def tell_missing(reason: str | None, origin: str) -> str:
    """Why a count is missing."""
    if origin == PUBLISHED and reason in (None, MissingReason.NOT_REPORTED):
        return _("not published")
    return _(MISSING_WORDS[reason or MissingReason.NOT_REPORTED])


def write_bar(step: Step, base: int | None) -> str:
    """Bar of a step on the common base; a hatched track where there is no count."""
    if step.count is None or not base:
        return "<span class='bar none'></span>"
    return f"<span class='bar'><i style='width:{min(100.0, 100 * step.count / base):.2f}%'></i></span>"


def write_loss(step: Step, noun: str) -> str:
    """What fell away before a step; nothing where it is not known or nothing did."""
    if not step.loss:
        return ""
    words = _(LOSS_WORDS[step.code], count=format_count(step.loss, noun))
    return f"<li class='loss'><span>{escape('− ' + words)}</span></li>"


def tell_share(share: Share) -> str:
    """A rate with its base: ``41,59% tổng số``."""
    return f"{format_percent(share.percent)} {_(share.base)}"


def tell_reporters(step: Step, flow: Row) -> str:
    """How many units reported a step, where not as many as reported the first one; empty otherwise."""
    if step.count is None or step.reporter_count in (None, flow["reporter_count"]) or flow["expected_count"] is None:
        return ""
    reported, expected = format_number(step.reporter_count or 0), format_number(flow["expected_count"])
    return _("{reported}/{expected} units reported this step", reported=reported, expected=expected)


def describe_flow(steps: Sequence[Step], noun: str) -> str:
    """Text alternative of a flow: every step with its count."""
    known = (f"{step.label}: {format_count(step.count, noun)}" for step in steps if step.count is not None)
    return "; ".join(known) or _("no counts")


def write_mini(flow: Row, title: Row) -> str:
    """The flow as one small bar: all there are is the track, the registered, the assessed and the recognised lie on it."""
    steps = list_steps(flow, title)
    base = steps[0].count
    if not base:
        return "<span class='t-mini none'></span>"
    label = escape(describe_flow(steps, localise(title, "unit_noun")), quote=True)
    parts = "".join(
        f"<i class='{step.code}' style='width:{min(100.0, 100 * step.count / base):.2f}%'></i>"
        for step in steps[1:]
        if step.count is not None
    )
    return f"<span class='t-mini' role='img' aria-label='{label}'>{parts}</span>"


def write_key() -> str:
    """What the shades of a small bar mean."""
    words = {
        StepCode.REGISTERED: _("registered"),
        StepCode.ASSESSED: _("assessed"),
        StepCode.RECOGNISED: _("recognised"),
    }
    items = "".join(f"<span><i class='{code}'></i>{escape(word)}</span>" for code, word in words.items())
    whole = escape(_("whole bar: all there are"))
    return f"<p class='t-key'>{items}<span>{whole}</span></p>"


def tell_change(change: Fraction | None, period: str | None) -> str:
    """Change of a rate since an earlier period, in points; empty where it cannot be told."""
    if change is None:
        return ""
    points, since = format_number(abs(change), 2), format_period(period)
    if points == format_number(0, 2):
        return _("unchanged since {period}", period=since)
    if change > 0:
        return "▲ " + _("up {points} points since {period}", points=points, period=since)
    return "▼ " + _("down {points} points since {period}", points=points, period=since)


def tell_flow_change(flows: pl.DataFrame, flow: Row) -> str:
    """Change of the recognised of all since the latest comparable flow of the place; empty where there is none."""
    previous = find_previous(flows, flow)
    return "" if previous is None else tell_change(measure_change(flow, previous), previous["period"])


def write_rate(flow: Row, base: str = OF_TOTAL) -> str:
    """The recognised on one base, as a cell of a table; the word where a count is missing."""
    share = find_recognised_share(flow, base)
    if share is not None:
        return f"<b>{escape(format_percent(share.percent))}</b>"
    names = ("total", "recognised") if base == OF_TOTAL else ("registered", "recognised")
    reasons = [flow[f"{name}_missing"] for name in names if flow[f"{name}_missing"]]
    if MissingReason.SUPPRESSED in reasons:
        return write_status(Status.SUPPRESSED)
    return (
        write_status(Status.NO_DATA, _("not published"))
        if flow["origin"] == PUBLISHED
        else write_status(Status.NO_DATA)
    )
