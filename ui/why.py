"""“Vì sao con số này?”: the calculation behind a number and the cells it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_section, name_verdict, write_simulated, write_status, write_table
from ui.map_estimates import ABOUT, is_estimated, write_value
from ui.method_link import write_method_link
from ui.overrides import write_override
from ui.received import find_received, write_file_link
from ui.state import PageContext
from ui.territory_targets import name_document
from ui.why_parts import draw_parts, is_recast
from warehouse import queries
from warehouse.model import Confidence, Measure, Status, Unit
from wording.format import (
    MISSING,
    explain_status,
    format_basis,
    format_confidence,
    format_count,
    format_date,
    format_number,
    format_period,
    format_target,
)
from wording.language import N_, _, localise

Row = Mapping[str, Any]

MEASURE_WORDS: Mapping[str, str] = {
    Measure.NUMERATOR: N_("numerator"),
    Measure.DENOMINATOR: N_("denominator"),
    Measure.VALUE: N_("published value"),
}


def open_why(context: PageContext, area_id: str, row: Row) -> None:
    """Open the panel for one number.

    Parameters
    ----------
    row : Mapping
        A row of ``list_standing``; its area, indicator, period, basis and group name the number. Without a ``status`` there is no verdict.
        One that was recast opens the reports it was put together from.
    """

    def draw_panel() -> None:
        st.html(write_sum(row))
        if row["status"]:
            st.html(write_verdict(row))
        if is_recast(row):
            draw_parts(context, row)
            return
        draw_cells(context, area_id, row)
        if is_late(row):
            draw_late(context, area_id, row)

    st.dialog(_("Why this number?"), width="large")(draw_panel)()


def is_late(row: Row) -> bool:
    """Whether a target that the arithmetic says was missed when due was reached afterwards."""
    return bool(row.get("late_period")) and (row.get("computed_status") or row["status"]) == Status.NOT_ATTAINED


def draw_late(context: PageContext, area_id: str, row: Row) -> None:
    """The number with which a missed target was reached afterwards, down to its cells."""
    series = ask(context.release, queries.read_series, area_id, row["indicator_id"])
    reached = series.filter((pl.col("period") == row["late_period"]) & (pl.col("basis") == row["basis"]))
    target = {
        name: row[name] for name in ("target_value", "target_basis")
    }  # a later row is not paired with it any more
    number = {**row, **reached.row(0, named=True), **target}
    draw_section(_("Attained late"))
    st.html(write_sum(number))
    draw_cells(context, area_id, number)


def write_sum(row: Row) -> str:
    """The number with the division it comes from; of a group, with its name."""
    name = escape(" · ".join(part for part in (localise(row, "name"), localise(row, "group")) if part))
    value = escape(write_value(row))
    when = escape(f"{format_period(row['period'])}, {format_basis(row)}")
    head = f"<p class='d-sum'><b>{name}</b> {write_simulated(row)}<br>{when}</p>"
    if row["unit"] == Unit.PERCENT and row["numerator"] is not None and row["denominator"]:
        about, sign = (f"{ABOUT} ", "") if is_estimated(row) else ("", "= ")
        top = f"{escape(localise(row, 'numerator'))}: <b>{about}{format_count(row['numerator'])}</b>"
        bottom = f"{escape(localise(row, 'denominator'))}: <b>{about}{format_count(row['denominator'])}</b>"
        return f"{head}<p class='d-sum'>{top}<br>÷ {bottom}<br>{sign}<b>{value}</b></p>"
    remark = _("published as this figure, without the counts behind it") if row["unit"] == Unit.PERCENT else ""
    return f"{head}<p class='d-sum'>= <b>{value}</b> {escape(remark)}</p>"


def write_verdict(row: Row) -> str:
    """The verdict, why it was given, and the document the target stands in."""
    parts = [
        f"<p class='d-sum'>{write_status(row['status'], name_verdict(row))} {escape(explain_status(row))}</p>",
        write_override(row),
    ]
    if row.get("target_id"):
        target = _(
            "Target: {target} by {date}",
            target=format_target(row["target_value"], row["unit"], row.get("target_operator")),
            date=format_date(row["due"]),
        )
        where = _("Document: {name}", name=name_document(row))
        kept = _("inherited from {place}", place=localise(row, "scope_name")) if row.get("is_inherited") else ""
        confidence = _("Confidence: {word}", word=format_confidence(row["target_confidence"]))
        parts.append(
            f"<p class='d-note'>{escape(' · '.join(part for part in (target, kept, where, confidence) if part))}</p>"
        )
        parts.append(f"<p class='d-note'>{escape(tell_wording(row))}</p>")
    return "".join([*parts, write_method_link()])


def tell_wording(row: Row) -> str:
    """How the document words the target; a wording nobody has checked says so."""
    wording = (row.get("wording_vi") or "").strip('“”" ')
    if not wording:
        return ""
    confidence = Confidence(row.get("target_confidence") or Confidence.UNKNOWN)
    return (
        _("Wording: “{text}”", text=wording)
        if row.get("is_verified", confidence.is_verified)
        else _("From memory, not verified: “{text}”", text=wording)
    )


def draw_cells(context: PageContext, area_id: str, row: Row) -> None:
    """The cells of the number itself, or the reports it was summed from, those still missing first."""
    key = (area_id, row["indicator_id"], row["period"], row["basis"], row.get("group_id"))
    cells = ask(context.release, queries.read_provenance, *key)
    if cells.height:
        st.html(write_cells(cells))
        return
    reporters = ask(context.release, queries.list_reporters, *key)
    silent = reporters.filter(~pl.col("has_reported"))
    reported = reporters.height - silent.height
    text = _(
        "Summed from {reported} of {expected} units.",
        reported=format_number(reported),
        expected=format_number(reporters.height),
    )
    if silent.height:
        names = ", ".join(localise(unit, "name") for unit in silent.iter_rows(named=True))
        text += " " + _("Not reported yet ({count}): {names}.", count=format_number(silent.height), names=names)
    st.html(f"<p class='d-sum'>{escape(text)}</p>")
    st.html(write_reporters(reporters.filter("has_reported")))


def write_cells(cells: pl.DataFrame) -> str:
    """File · sheet · cell of every part of a number."""
    columns = [
        (_("Part"), False),
        (_("Value"), True),
        (_("File · sheet · cell"), False),
        (_("As of"), False),
        (_("Source"), False),
    ]
    return write_table(columns, [list_cell_texts(cell) for cell in cells.iter_rows(named=True)])


def list_cell_texts(cell: Row) -> list[str]:
    """Texts of one row of the table of cells."""
    place = f"{escape(cell['file_name'])} · {escape(cell['sheet'] or '')} · <b>{escape(cell['cell'])}</b>"
    digest = f"<code title='{cell['sha256']}'>SHA-256 {cell['sha256'][:12]}…</code>"
    address = f"<span class='address'>{escape(cell['source_url'] or '')}</span>"
    places = 0 if cell["value"] is None or float(cell["value"]).is_integer() else 2
    return [
        escape(_(MEASURE_WORDS.get(cell["measure"], cell["measure"]))),
        MISSING if cell["value"] is None else format_number(cell["value"], places),
        f"{place}{write_findings(cell)}<br>{digest} {write_file_link(cell)}<br><span class='address'>{escape(tell_loading(cell))}</span>",
        f"<span class='nowrap'>{format_date(cell['as_of'])}</span>",
        f"{escape(localise(cell, 'source_name'))}<br>{address}<br>{write_simulated(cell)}",
    ]


def tell_loading(cell: Row) -> str:
    """When a cell was loaded, in which load, and by whom where a name was given."""
    words = {"date": format_date(cell["loaded_at"]), "number": cell["load_id"]}
    if cell.get("loaded_by"):
        return _("loaded {date}, load {number}, by {name}", name=cell["loaded_by"], **words)
    return _("loaded {date}, load {number}", **words)


def write_findings(cell: Row) -> str:
    """What the rules of the check remarked upon a cell; nothing where no rule touched it."""
    findings = localise(cell, "findings")
    remark = _("Remark of the check: {text}", text=findings)
    return f"<br><span class='d-hint'>{escape(remark)}</span>" if findings else ""


def write_reporters(reporters: pl.DataFrame) -> str:
    """Every unit that reported, with its counts and cells."""
    columns = [
        (_("Unit"), False),
        (_("Numerator"), True),
        (_("Denominator"), True),
        (_("File · sheet · cell"), False),
        (_("As of"), False),
    ]
    table = write_table(columns, [list_reporter_texts(unit) for unit in reporters.iter_rows(named=True)], is_tall=True)
    if all(find_received(digest) for digest in reporters["sha256"].drop_nulls().unique()):
        return table
    remark = escape(_("The original file of some reports is not kept."))
    return f"{table}<p class='d-note'>{remark}</p>"


def list_reporter_texts(unit: Row) -> list[str]:
    """Texts of one row of the table of reports."""
    place = f"{escape(unit['file_name'] or '')} · {escape(unit['sheet'] or '')} · <b>{escape(unit['cells'] or '')}</b>"
    digest = unit["sha256"] or ""
    link = write_file_link(unit) if find_received(digest) else ""
    return [
        escape(localise(unit, "name")),
        format_count(unit["numerator"]),
        format_count(unit["denominator"]),
        f"{place} {write_simulated(unit)} <code title='{digest}'>SHA-256 {digest[:12]}…</code> {link}",
        f"<span class='nowrap'>{format_date(unit['as_of'])}</span>",
    ]
