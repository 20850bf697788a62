"""All titles of a place side by side, and the rates of one title beside their target, each with its “why”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.blocks import name_verdict, write_simulated, write_status
from ui.cards import write_card
from ui.state import PageContext, View, write_query
from ui.titles_drawing import tell_flow_change, tell_missing, tell_rate_alone, write_mini
from ui.titles_story import tell_base
from ui.titles_view import TITLE, TitleView, name_title
from ui.why import open_why
from warehouse.model import Status, Unit
from wording.format import MISSING, format_basis, format_count, format_percent, format_target, format_value
from wording.language import _, localise
from wording.titles_flow import (
    OF_REGISTERED,
    OF_TOTAL,
    Step,
    find_published,
    find_recognised_share,
    has_counts,
    list_steps,
)

Row = Mapping[str, Any]


def write_strip(view: TitleView, chosen: Row, address: View) -> str:
    """A small card for each title, linked to the title in depth."""
    cards = "".join(write_title(view, title, title is chosen, address) for title in view.titles)
    return f"<nav class='t-strip' aria-label='{escape(_('Titles'), quote=True)}'>{cards}</nav>"


def write_title(view: TitleView, title: Row, is_chosen: bool, address: View) -> str:
    """One title: its rate of all with its counts, the rate of those registered, the change, and the target with the verdict."""
    flow = next(iter(view.list_flows(title["title_id"])), None)
    values = view.list_values(title)
    link = "?" + urlencode({**write_query(address), TITLE: title["title_id"]})
    current = " aria-current='true'" if is_chosen else ""
    body = write_body(view, title, flow, values) if flow else ""
    name = escape(name_title(title))
    head = f"<h3><a href='{escape(link)}' target='_self'>{name}</a></h3>"
    return f"<article class='t-card'{current}>{head}{body}{write_goal(flow, values)}</article>"


def write_body(view: TitleView, title: Row, flow: Row, values: Sequence[Row]) -> str:
    """Numbers of a card."""
    share, steps = find_recognised_share(flow, OF_TOTAL), list_steps(flow, title)
    rate, base = (format_percent(share.percent), _(OF_TOTAL)) if share else tell_published(flow, values)
    head = f"<p class='rate'><b>{escape(rate)}</b> <span>{escape(base)}</span> {write_simulated(flow)}</p>"
    if not has_counts(steps):
        return f"{head}<p>{escape(tell_rate_alone())}</p>"
    remarks = (tell_counts(steps, flow, title), tell_beside(flow), tell_flow_change(view.flows, flow))
    told = "".join(f"<p>{escape(text)}</p>" for text in remarks if text)
    return f"{head}{write_mini(flow, title)}{told}"


def tell_counts(steps: Sequence[Step], flow: Row, title: Row) -> str:
    """The recognised and all there are: ``1.567.681 / 2.132.331 hộ``; in words what is not known."""
    recognised, total = (
        tell_missing(step.missing, flow["origin"]) if step.count is None else format_count(step.count, noun)
        for step, noun in ((steps[-1], ""), (steps[0], localise(title, "unit_noun")))
    )
    return f"{recognised} / {total}"


def tell_published(flow: Row, values: Sequence[Row]) -> tuple[str, str]:
    """A rate that was published without its counts, and its base; words where there is none."""
    row = find_published(flow, values)
    if row is None:
        return MISSING, tell_missing(flow["total_missing"], flow["origin"])
    return format_value(row, Unit.PERCENT), tell_base(row)


def tell_beside(flow: Row) -> str:
    """The rate of those registered beside that of all; empty where it is not known."""
    share = find_recognised_share(flow, OF_REGISTERED)
    return _("{rate} of those registered", rate=format_percent(share.percent)) if share else ""


def write_goal(flow: Row | None, values: Sequence[Row]) -> str:
    """The target of a title, with its base where the figure above has another, and the verdict; that there is none where there is none."""
    row = next((row for row in values if row["target_value"] is not None), None)
    if row is None:
        none = _("no target for this year")
        return f"<p class='goal'>{escape(none)}{'' if flow else write_status(Status.NO_DATA)}</p>"
    target = format_target(row["target_value"], Unit.PERCENT, row["target_operator"])
    words = _("target {year}: {target}", year=row["target_year"], target=target)
    own = next((row for row in values if row["basis"] == row["target_basis"]), row)
    judged = (flow and find_published(flow, values)) or own
    verdict = write_status(judged["status"], name_verdict(judged))
    is_same = judged["basis"] == judged["target_basis"]
    base = "" if is_same else f" <span>{escape(format_basis({**row, 'basis': row['target_basis']}))}</span>"
    return f"<p class='goal'><b>{escape(words)}</b>{base}{verdict}</p>"


def draw_rates(context: PageContext, values: Sequence[Row]) -> None:
    """Every rate of a title beside its target: the one that is judged, and those on another base that are not."""
    with st.container(key="cards-titles"):
        for row in values:
            if row["value"] is None and row["basis"] != row["target_basis"]:
                continue
            with st.container(border=True):
                st.html(write_card(row))
                key = f"why-{row['indicator_id']}-{row['basis']}"
                if row["value"] is not None and st.button(
                    _("Why this number?"), key=key, type="tertiary", icon=":material/help:"
                ):
                    open_why(context, context.area.area_id, row)
