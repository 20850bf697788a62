"""Compact tables: real published figures with the cell each stands in, and targets nobody has reported on."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.blocks import write_simulated, write_table
from ui.received import write_file_link
from ui.state import View, write_query
from wording.format import MISSING, format_basis, format_date, format_period, format_target, format_value
from wording.language import _, localise

Row = Mapping[str, Any]


def write_published(published: pl.DataFrame) -> str:
    """Table of :func:`warehouse.queries.list_published`: figure, base, date, source and the cell."""
    columns = [
        (_("Indicator"), False),
        (_("Figure"), True),
        (_("Base"), False),
        (_("As of"), False),
        (_("Source"), False),
    ]
    table = write_table(columns, [_list_figure_texts(row) for row in published.iter_rows(named=True)])
    return f"<div class='d-published'>{table}</div>"


def _list_figure_texts(row: Row) -> list[str]:
    noun = "" if row["unit"] in ("percent", "boolean") else f" {escape(localise(row, 'unit_noun'))}"
    return [
        f"{escape(localise(row, 'name'))} {write_simulated(row)}",
        f"<b>{escape(format_value(row))}</b>{noun}",
        escape(format_basis(row)) if row["unit"] == "percent" else "",
        f"<span class='nowrap'>{escape(format_period(row['period']))}</span><br><span class='address'>{format_date(row['as_of'])}</span>",
        write_origin(row),
    ]


def write_origin(row: Row) -> str:
    """Name of a source; file, sheet, cell, SHA-256 and address unfold below it."""
    summary = escape(localise(row, "source_name") or MISSING)
    if not row.get("file_name"):
        return summary
    place = f"{escape(row['file_name'])} · {escape(row['sheet'] or '')} · <b>{escape(row['cells'])}</b>"
    digest = f"<code>SHA-256 {row['sha256'][:12]}…</code> {write_file_link(row)}"
    address = f"<br><span class='address'>{escape(row['source_url'] or '')}</span>"
    return f"<details><summary>{summary}</summary>{place}<br>{digest}{address}</details>"


def write_silent(silent: pl.DataFrame, view: View) -> str:
    """Table of targets without a figure: target, document, and the last figure there was, a link to where it comes from."""
    columns = [(_("Indicator"), False), (_("Target level"), True), (_("Document"), False), (_("Last figure"), False)]
    return write_table(columns, [_list_silent_texts(row, view) for row in silent.iter_rows(named=True)])


def _list_silent_texts(row: Row, view: View) -> list[str]:
    document = " · ".join(part for part in (row["document_number"], localise(row, "document_issuer")) if part)
    return [
        escape(localise(row, "name")),
        escape(format_target(row["target_value"], row["unit"])),
        escape(document),
        MISSING if row["last_value"] is None else _write_last_figure(row, view),
    ]


def _write_last_figure(row: Row, view: View) -> str:
    """The last figure with its own period and base, a link to the screen that opens its cells."""
    gone = dict.fromkeys(("numerator", "denominator", "target_value", "qualifier"))
    figure = format_value({**row, **gone, "value": row["last_value"], "basis": row["last_basis"]})
    changes = {name: row[name] for name in ("area_id", "indicator_id", "target_year")}
    address = "chi-tieu?" + urlencode(write_query(view, **changes, period=row["last_period"]))
    remark = f"{format_period(row['last_period'])}, {format_basis({'basis': row['last_basis']})}"
    return f"<a href='{escape(address)}' target='_self'>{escape(figure)}</a>, {escape(remark)}"
