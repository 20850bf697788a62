"""The panel of one criterion: measurements, evidence, cause and remedy, and every version that was loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_section, write_note, write_simulated, write_table
from ui.criteria_view import CRITERION, CriteriaView
from ui.criteria_words import (
    read_today,
    tell_change,
    tell_measured,
    tell_report_status,
    write_deadline,
    write_level,
    write_outlook,
)
from ui.state import PageContext, seed_choice, write_address, write_query
from warehouse import criterion_queries
from warehouse.criterion_model import IndicatorFit, Wording
from warehouse.criterion_queries import ASSESSMENT_TABLES
from wording.criterion_words import name_criterion, name_lead
from wording.format import MISSING, format_confidence, format_date, format_period, format_value
from wording.language import _, localise

Row = Mapping[str, Any]
NONE = "-"  # closed by hand: an empty choice would give way to the address, which still names what was open


def open_asked(context: PageContext, view: CriteriaView) -> None:
    """Open the panel of the criterion the address names; nothing where it names none."""
    code = seed_choice(CRITERION, [NONE, *(row["criterion_code"] for row in view.judged)], NONE)
    write_address({CRITERION: code if code != NONE else None}, (CRITERION,))
    row = next((row for row in view.judged if row["criterion_code"] == code), None)
    if row is None:
        return

    def draw_panel() -> None:
        draw_criterion(context, view, row)

    st.dialog(f"{code} · {name_criterion(row)}", width="large", on_dismiss=close_panel)(draw_panel)()


def close_panel() -> None:
    """Forget the criterion that was open."""
    st.session_state[CRITERION] = NONE


def draw_criterion(context: PageContext, view: CriteriaView, row: Row) -> None:
    """All that is known of one criterion."""
    st.html(write_head(view, row) + write_facts(context, row))
    measured = view.list_under(row["criterion_code"])
    if measured or row["indicator_id"]:
        draw_section(_("What is measured"))
        st.html(write_measurements(context, view, measured or [row]))
    if not criterion_queries.has_tables(context.release, ASSESSMENT_TABLES) or view.period is None:
        return
    question = (view.chosen["criterion_set_id"], view.area_id, view.period)
    evidence = ask(context.release, criterion_queries.list_evidence, *question)
    own = [one for one in evidence.iter_rows(named=True) if one["criterion_code"] == row["criterion_code"]]
    draw_section(_("Evidence"))
    st.html(write_evidence(own))
    versions = ask(
        context.release, criterion_queries.list_assessment_versions, *question, row["criterion_code"]
    ).to_dicts()
    draw_section(_("Versions that were loaded"))
    st.html(write_versions(view, versions))


def write_head(view: CriteriaView, row: Row) -> str:
    """Level, outlook, how far it is confirmed, and whose words the criterion is in."""
    parts = [
        write_level(view, row),
        write_outlook(row),
        f"<span>{escape(tell_change(row))}</span>",
        f"<span>{escape(tell_report_status(row))}</span>",
        write_simulated(row),
    ]
    official = _("official wording") if row["wording"] == Wording.OFFICIAL else _("paraphrase, not the official text")
    told = _("{wording}; source: {source} ({confidence})", wording=official, source=row["source"],
             confidence=format_confidence(row["confidence"]))  # fmt: skip
    when = format_period(view.period) if view.period else ""
    levels = "".join(part for part in parts if not part.startswith("<span></span>"))
    return f"<p class='k-head-levels'>{levels}<span>{escape(when)}</span></p><p class='d-note'>{escape(told)}</p>"


def write_facts(context: PageContext, row: Row) -> str:
    """Who is in charge, why it is not met, what is done about it until when."""
    facts = [
        (_("Department in charge"), escape(name_lead(row))),
        (_("Supporting departments"), escape(localise(row, "supporting"))),
        (_("Cause"), escape(row.get("cause") or "")),
        (_("Remedy"), escape(row.get("remedy") or "")),
        (_("Deadline"), write_deadline(row, read_today(context)) if row.get("deadline") else ""),
        (_("Note"), escape(row.get("note") or "")),
    ]
    lines = "".join(f"<dt>{escape(label)}</dt><dd>{text}</dd>" for label, text in facts if text)
    return f"<dl class='k-facts'>{lines}</dl>" if lines else ""


def write_measurements(context: PageContext, view: CriteriaView, rows: Sequence[Row]) -> str:
    """Measurements with their values; an indicator that only measures something near stands beside, never in their place."""
    day = view.day or read_today(context)
    set_id = view.chosen["criterion_set_id"]
    values = (
        {}
        if not view.area_id
        else {
            row["criterion_code"]: row
            for row in ask(context.release, criterion_queries.list_criterion_values, set_id, view.area_id, day).iter_rows(named=True)
        }
    )  # fmt: skip
    columns = [
        (_("Measurement"), False),
        (_("Value"), True),
        (_("As of"), False),
        (_("Where it comes from"), False),
        (_("Beside it: an indicator that measures something near"), False),
    ]
    return write_table(
        columns, [list_measured_texts(context, view, row, values.get(row["criterion_code"])) for row in rows]
    )


def list_measured_texts(context: PageContext, view: CriteriaView, row: Row, value: Row | None) -> list[str]:
    """Cells of one measurement; ``value``: what our indicator says."""
    said = view.assessments.get(row["criterion_code"], {})
    is_same = row["indicator_fit"] == IndicatorFit.SAME
    shown = tell_measured(said.get("value"), row["unit"])
    beside = "" if is_same or not row["indicator_id"] else write_indicator(context, view, row, value)
    day = said.get("value_as_of") or said.get("as_of")
    return [
        f"<b>{escape(row['criterion_code'])}</b> {escape(name_criterion(row))}",
        write_said(view, said, shown),
        f"<span class='nowrap'>{format_date(day)}</span>" if is_said(said) else MISSING,
        write_origin(context, view, row, said, value),
        beside,
    ]


def is_said(said: Row) -> bool:
    """Whether something was said of a measurement: a value, or a level of one that experts judge."""
    return said.get("value") is not None or said.get("rating") is not None


def write_said(view: CriteriaView, said: Row, shown: str) -> str:
    """Value or level of a measurement, with its cause and remedy where the form gives them."""
    if not is_said(said):
        return escape(_("not reported"))
    told = f"<b>{escape(shown)}</b>" if said.get("value") is not None else write_level(view, said)
    plan = " · ".join(escape(said[name]) for name in ("cause", "remedy") if said.get(name))
    return f"{told} {write_simulated(said)}" + (f"<br><span class='address'>{plan}</span>" if plan else "")


def write_origin(context: PageContext, view: CriteriaView, row: Row, said: Row, value: Row | None) -> str:
    """Where the value of a measurement comes from: counted by us, with its base, or a cell of what was handed in."""
    is_same = row["indicator_fit"] == IndicatorFit.SAME
    if said.get("value_basis") == "indicator" or (is_same and not is_said(said)):
        return write_indicator(context, view, row, value)
    return write_cell_of(said) if is_said(said) else ""


def write_indicator(context: PageContext, view: CriteriaView, row: Row, value: Row | None) -> str:
    """Link to an indicator with its latest value and what this stands on."""
    query = escape("chi-tieu?" + urlencode(write_query(context.view, area_id=view.area_id or context.area.area_id,
                                                       indicator_id=row["indicator_id"])), quote=True)  # fmt: skip
    link = f"<a href='{query}' target='_self'>{escape(localise(row, 'indicator_name'))}</a>"
    none = _("no value here")
    if value is None:
        return f"{link}<br><span class='address'>{escape(none)}</span>"
    return f"{link}: <b>{escape(format_value(value))}</b><br><span class='address'>{write_note(value)}</span>"


def write_cell_of(row: Row) -> str:
    """File, sheet and cell."""
    return " · ".join(
        part
        for part in (
            escape(row.get("file_name") or ""),
            escape(row.get("sheet") or ""),
            f"<b>{escape(row.get('cell') or '')}</b>",
        )
        if part
    )


def write_evidence(evidence: Sequence[Row]) -> str:
    """Documents named for the criterion; a link is a text to copy, so that nothing is asked of another host."""
    if not evidence:
        none = _("No evidence is named yet. Add it on the sheet of evidence of the assessment file.")
        return f"<p class='d-note'>{escape(none)}</p>"
    columns = [
        (_("Document"), False),
        (_("Number"), False),
        (_("Date"), False),
        (_("Link or file"), False),
        (_("Note"), False),
    ]
    rows = [
        [
            f"{escape(row['title'] or '')} {write_simulated(row)}",
            escape(row["document_number"] or MISSING),
            f"<span class='nowrap'>{format_date(row['document_date'])}</span>",
            f"<code>{escape(row['link'] or MISSING)}</code>",
            escape(row["note"] or ""),
        ]
        for row in evidence
    ]
    return write_table(columns, rows)


def write_versions(view: CriteriaView, versions: Sequence[Row]) -> str:
    """Every load that said something of the criterion in the survey; the one that counts is named."""
    if not versions:
        none = _("Nothing was handed in for this criterion in this survey.")
        return f"<p class='d-note'>{escape(none)}</p>"
    columns = [
        (_("Loaded"), False),
        (_("By"), False),
        (_("Level reached"), False),
        (_("State"), False),
        (_("File · sheet · cell"), False),
    ]
    counts, former = _("counts"), _("replaced")
    rows = [
        [
            f"<span class='nowrap'>{format_date(row['loaded_at'])}</span>",
            escape(row["loaded_by"] or MISSING),
            f"<span class='k-levels'>{write_level(view, row)}{write_outlook(row)}</span>",
            escape(
                " · ".join(part for part in (tell_report_status(row), counts if row["is_current"] else former) if part)
            ),
            f"{write_cell_of(row)} {write_simulated(row)}",
        ]
        for row in versions
    ]
    return write_table(columns, rows)
