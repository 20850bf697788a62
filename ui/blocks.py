"""Blocks every page is made of: message, figures on cards, source notes, notices. HTML only, so a screen draws without a chart library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from ui.state import PageContext
from ui.theme import var
from warehouse.model import Likelihood, Recast, Status, Territory, Unit
from warehouse.verdicts import StatusReason
from wording.figures import find_day, is_provisional
from wording.format import (
    explain_status,
    format_basis,
    format_completeness,
    format_date,
    format_gap,
    format_number,
    format_period,
    format_status,
    format_target,
    format_value,
)
from wording.language import _, localise, ngettext
from wording.outlook import format_likelihood
from wording.overrides import is_decided

Row = Mapping[str, Any]

UNJUDGED = (
    Status.NOT_COMPARABLE,
    Status.NO_TARGET,
    Status.NOT_APPLICABLE,
    Status.NOT_DUE,
    Status.SUPPRESSED,
    Status.NO_DATA,
)


def draw_message(kicker: str, message: str, lead: str = "", source: str = "", tally: str = "") -> None:
    """The one message of a screen: where it is small, the sentence large, what qualifies it below.

    Parameters
    ----------
    tally : str
        HTML of :func:`write_tally`; the other texts are escaped here.
    """
    parts = [
        f"<p class='d-kicker'>{escape(kicker)}</p>" if kicker else "",
        f"<h1 class='d-message'>{escape(message)}</h1>",
    ]
    parts += [f"<p class='d-lead'>{escape(lead)}</p>"] if lead else []
    below = tally + (f"<p class='d-source'>{escape(source)}</p>" if source else "")
    st.html("".join(parts) + (f"<div class='d-below'>{below}</div>" if below else ""))


def draw_section(title: str, remark: str = "") -> None:
    """Heading of a part of a screen."""
    beside = f"<small>{escape(remark)}</small>" if remark else ""
    st.html(f"<h2 class='d-section'>{escape(title)}{beside}</h2>")


def draw_notes(notes: Iterable[str]) -> None:
    """Polite remarks about a link that could not be followed in full."""
    for note in notes:
        st.info(note, icon=":material/info:")


def draw_release_banner(context: PageContext) -> None:
    """Say that the release holds simulated reports, and that the address names one release for good."""
    if context.view.release_id:
        st.info(_("This link is pinned to the kept release {release}.", release=context.release.release_id))
    if context.release.info.has_simulated:
        title, text = (
            _("Contains simulated data."),
            _("Every simulated number says so beside it; real published figures are listed apart."),
        )
        st.html(f"<div class='d-banner'><b>{title}</b> {text}</div>")


def draw_empty(title: str, why: str) -> None:
    """What a screen says where there is nothing to show, and why."""
    st.html(f"<div class='d-empty'><h2>{escape(title)}</h2><p>{escape(why)}</p></div>")


def write_style(status: str) -> str:
    """CSS variables of a status, for the ``style`` of the element that shows it."""
    names = ("fill", "ink", "paper", "on")
    return ";".join(f"--s-{name}:{var(f'{status}-{name}')}" for name in names)


def write_icon(status: str) -> str:
    """Icon of a status, in the colour of the text around it; decorative, because its word always stands beside it."""
    return f"<i class='d-icon i-{status}' aria-hidden='true'></i>"


def write_status(status: str, word: str = "") -> str:
    """Badge of a status: colour, icon and word."""
    return f"<span class='d-status' style='{write_style(status)}'>{write_icon(status)}{escape(word or format_status(status))}</span>"


def name_end(row: Row) -> str:
    """The word for a target that once applied and no longer does; empty for every other row."""
    return _("No longer applicable") if row.get("status_reason") == StatusReason.ENDED_BEFORE_DUE else ""


def name_verdict(row: Row) -> str:
    """The word for a row's status; what is hidden for the sake of another number, was decided by people, is estimated or holds for the old
    territory says so."""
    if is_decided(row):
        return _("{verdict} (by decision)", verdict=format_status(row["status"]))
    if row.get("status_reason") == StatusReason.COMPLEMENTARY:
        return _("Hidden to protect a small base")
    word = name_end(row) or format_status(row["status"])
    if row["status"] in UNJUDGED or row["value"] is None:
        return word
    if row.get("recast") == Recast.ESTIMATED:
        return _("{verdict} (estimated)", verdict=word)
    if row.get("recast") == Recast.EXACT and row.get("territory") == Territory.FORMER_DISTRICTS:
        return _("{verdict} (old territory)", verdict=word)
    return word


def write_simulated(row: Row) -> str:
    """The word *mô phỏng* beside a simulated number, nothing beside a real one."""
    word = _("simulated")
    return f"<span class='d-sim'>{word}</span>" if row.get("is_simulated") else ""


def write_bullet(row: Row, css_class: str = "") -> str:
    """Bullet bar of a percentage: the value, the interval that missing reports leave, and the target as a tick."""
    if row.get("unit", Unit.PERCENT) != Unit.PERCENT or row["value"] is None:
        return ""
    value, target = clip_percent(row["value"]), None if row["status"] in UNJUDGED else row.get("target_value")
    low = value if row.get("lo") is None else clip_percent(row["lo"])
    high = value if row.get("hi") is None else clip_percent(row["hi"])
    tick = "" if target is None else f"<b style='left:{clip_percent(target):.2f}%'></b>"
    spread = f"<u style='left:{low:.2f}%;width:{high - low:.2f}%'></u>" if high - low >= 0.5 else ""
    shown = {"value": format_value(row, Unit.PERCENT), "target": format_target(target, Unit.PERCENT)}
    label = escape(shown["value"] if target is None else _("{value} against a target of {target}", **shown))
    return f"<div class='d-bullet {css_class}' role='img' aria-label='{label}'><i style='width:{value:.2f}%'></i>{spread}{tick}</div>"


def clip_percent(value: float) -> float:
    """A percentage kept on the scale of a bar."""
    return min(100.0, max(0.0, float(value)))


def write_note(row: Row) -> str:
    """Base · date · completeness · provisional · simulated: what every number is said with."""
    parts = [
        "" if row.get("unit") == Unit.BOOLEAN else format_basis(row),
        _(
            "{period}, as of {date}",
            period=format_period(row["period"]),
            date=format_date(find_day(row)),
        ),
    ]
    parts.append(format_completeness(row))
    if row.get("source_name_vi"):
        parts.append(_("source: {name}", name=localise(row, "source_name")))
    if is_provisional(row):
        parts.append(_("provisional"))
    if row.get("is_simulated"):
        parts.append(_("simulated data"))
    return " · ".join(escape(part) for part in parts if part)


def write_gap(row: Row) -> str:
    """What is missing to the target, and what reports still missing can change about it; why not where no gap is stated."""
    gap = format_gap(row)
    if not gap or row["status"] in UNJUDGED:
        return f"<p class='d-why'>{escape(explain_status(row))}</p>"
    remark = tell_silence(row)
    return f"<p class='d-gap'>{escape(gap)}</p>" + (f"<p class='d-note'>{escape(remark)}</p>" if remark else "")


def tell_silence(row: Row) -> str:
    """What the units that have not reported can still change; empty when all reported."""
    silent = 0 if row.get("is_reported") else (row.get("expected_count") or 0) - (row.get("reporter_count") or 0)
    low, high = row.get("gap_count_min"), row.get("gap_count_max")
    if silent <= 0:
        return ""
    if row.get("firm") is False or row["status"] == Status.UNDECIDED:
        return ngettext(
            "{count} unit has not reported and may change the verdict",
            "{count} units have not reported and may change the verdict",
            silent,
            count=format_number(silent),
        )
    if low is None or high is None or high == low:
        return ""
    return ngettext(
        "between {low} and {high}, depending on {count} silent unit",
        "between {low} and {high}, depending on {count} silent units",
        silent,
        low=format_number(low),
        high=format_number(high),
        count=format_number(silent),
    )


def write_tally(counts: Sequence[tuple[int, str, str]]) -> str:
    """Counts of targets: (count, status that lends colour and icon, word)."""
    items = "".join(
        f"<li style='{write_style(status)}'><b>{format_number(count)}</b><span>{write_icon(status)}{escape(word)}</span></li>"
        for count, status, word in counts
        if count
    )
    return f"<ul class='d-tally'>{items}</ul>" if items else ""


def write_table(columns: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]], *, is_tall: bool = False) -> str:
    """Plain table; on a phone each row becomes a block whose cells carry their heading.

    Parameters
    ----------
    columns : sequence of (heading, whether it holds numbers)
    rows : iterable of sequences of HTML
        The cells are not escaped here.
    """
    heads = "".join(f"<th{' class=number' if numeric else ''}>{escape(heading)}</th>" for heading, numeric in columns)
    body = "".join(f"<tr>{_write_cells(columns, row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='d-table{' tall' if is_tall else ''}' tabindex='0'>{table}</div>"


def _write_cells(columns: Sequence[tuple[str, bool]], row: Sequence[str]) -> str:
    return "".join(
        f"<td{' class=number' if numeric else ''} data-label='{escape(heading, quote=True)}'>{cell}</td>"
        for cell, (heading, numeric) in zip(row, columns, strict=True)
    )


def write_likelihood(likelihood: str | None) -> str:
    """Badge of a likelihood: colour, icon and word."""
    code = likelihood or Likelihood.INSUFFICIENT
    return write_status(code, format_likelihood(code))
