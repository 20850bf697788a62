"""What the screen of the titles says in words: the sentence on top, the trap of the two bases, and what the numbers stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ui.titles_view import name_title
from warehouse.model import Basis, Unit
from wording.figures import find_day, is_provisional
from wording.format import (
    format_basis,
    format_completeness,
    format_count,
    format_date,
    format_percent,
    format_period,
    format_target,
    format_value,
)
from wording.language import _, localise, ngettext
from wording.places import Area
from wording.titles_flow import (
    LOSS_WORDS,
    OF_REGISTERED,
    OF_TOTAL,
    PUBLISHED,
    find_published,
    find_recognised_share,
    find_worst_step,
    list_steps,
)

Row = Mapping[str, Any]


def tell_title(area: Area, title: Row, flow: Row | None, values: Sequence[Row]) -> str:
    """The sentence on top: how many hold the title, and of how many."""
    name, noun = name_title(title), localise(title, "unit_noun")
    share = flow and find_recognised_share(flow, OF_TOTAL)
    if flow and share:
        words = {"place": area.name, "title": name, "rate": format_percent(share.percent)}
        counts = {"recognised": format_count(share.part), "total": format_count(share.whole, noun)}
        return _("{place}: {recognised} of {total} recognised as {title} ({rate})", **words, **counts)
    published = flow and find_published(flow, values)
    if published:
        rate = f"{format_value(published, Unit.PERCENT)} {tell_base(published)}"
        return _("{place}: {title} {rate}, as published", place=area.name, title=name, rate=rate)
    if flow and flow["recognised_count"] is not None:
        count = format_count(flow["recognised_count"], noun)
        return _("{place}: {count} recognised as {title}", place=area.name, count=count, title=name)
    return _("{place}: nothing was reported for {title} yet", place=area.name, title=name)


def tell_lead(flow: Row | None, values: Sequence[Row], title: Row) -> str:
    """Below the sentence: where most fall away, and which rate is not held against the target."""
    return " ".join(part for part in (tell_worst_step(flow, title), tell_trap(flow, values, title)) if part)


def tell_worst_step(flow: Row | None, title: Row) -> str:
    """Between which steps most fall away, and how many; empty where it is not known."""
    worst = flow and find_worst_step(list_steps(flow, title))
    if not worst:
        return ""
    return _(
        "Most are lost here: {loss}.",
        loss=_(LOSS_WORDS[worst.code], count=format_count(worst.loss, localise(title, "unit_noun"))),
    )


def tell_base(row: Row) -> str:
    """The base of a rate within a sentence."""
    return _(OF_TOTAL) if row["basis"] == Basis.TOTAL else format_basis(row)


def tell_trap(flow: Row | None, values: Sequence[Row], title: Row) -> str:
    """Why the rate on the registered is not held against the target; empty where there is no such rate or no target."""
    target = next((row for row in values if row["target_value"] is not None), None)
    registered = tell_registered_rate(flow, values)
    if target is None or not registered or target["target_basis"] == Basis.REGISTERED:
        return ""
    level = format_target(target["target_value"], Unit.PERCENT, target["target_operator"])
    base = localise(title, "denominator")
    base = base[:1].lower() + base[1:]
    return _("{rate} of those registered must not be held against the target of {target}: that counts {base}.",
             rate=registered, target=level, base=base)  # fmt: skip


def tell_registered_rate(flow: Row | None, values: Sequence[Row]) -> str:
    """The recognised of those registered, from counts or as published; empty where it is not known."""
    share = flow and find_recognised_share(flow, OF_REGISTERED)
    if share:
        return format_percent(share.percent)
    published = flow and find_published(flow, values)
    return format_value(published, Unit.PERCENT) if published and published["basis"] == Basis.REGISTERED else ""


def tell_source(flow: Row) -> str:
    """Period, day, completeness, source and nature of a flow, in one line."""
    shown = {**flow, "is_reported": flow["origin"] == PUBLISHED}
    parts = [
        name_origin(flow),
        _("{period}, as of {date}", period=format_period(flow["period"]),
          date=format_date(find_day(flow))),
        format_completeness({**flow, "is_reported": flow["expected_count"] is None}),
        _("source: {name}", name=localise(flow, "source_name")) if flow.get("source_name_vi") else "",
        _("provisional") if is_provisional(shown) else "",
        name_nature(flow),
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


def name_origin(flow: Row) -> str:
    """Where a flow comes from."""
    if flow["origin"] == PUBLISHED:
        return _("published for the whole area")
    return _("sum of the reports of its units") if flow["origin"] == "summed" else _("its own report")


def name_nature(flow: Row) -> str:
    """Whether a flow is simulated."""
    return _("simulated data") if flow["is_simulated"] else _("real figures")


def tell_silence(flow: Row, values: Sequence[Row]) -> str:
    """How many units have not reported, and between what the rate can lie with them; empty where none is silent."""
    if flow["expected_count"] is None or flow["reporter_count"] in (None, flow["expected_count"]):
        return ""
    silent = flow["expected_count"] - flow["reporter_count"]
    text = ngettext(
        "{count} unit has not reported; it is missing here, not counted as 0.",
        "{count} units have not reported; they are missing here, not counted as 0.",
        silent,
        count=format_count(silent),
    )
    row = next((row for row in values if row["basis"] == row["target_basis"] and row["lo"] is not None), None)
    if row is None or row["is_reported"] or row["status"] in (None, ""):
        return text
    low, high = format_percent(row["lo"]), format_percent(row["hi"])
    return f"{text} " + _("With them the rate of all can lie between {low} and {high}.", low=low, high=high)
