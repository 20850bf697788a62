"""Verdicts that a release changed: what was said before stays to be seen."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_section, write_simulated, write_status, write_table
from ui.downloads import draw_download
from ui.state import PageContext
from warehouse import verdict_queries
from wording.format import format_date
from wording.language import _, localise

SHOWN_CHANGES = 50


def draw_changes(context: PageContext) -> None:
    """Verdicts of the chosen place, and of those under it, that a release changed."""
    changes = ask(context.release, verdict_queries.list_verdict_changes, context.area.area_id)
    draw_section(_("Verdicts that changed"), context.area.name)
    if changes.is_empty():
        words = _("No release has changed a verdict here since the log began.")
        st.html(f"<p class='d-note'>{escape(words)}</p>")
        return
    st.html(write_verdict_changes(changes.head(SHOWN_CHANGES)))
    draw_download(changes, f"ket-luan-da-doi_{context.area.area_id}", _("Download all changed verdicts (CSV)"))


def write_verdict_changes(changes: pl.DataFrame) -> str:
    """Verdicts that a release changed: of what, from which to which, and by which release."""
    columns = [
        (_("Release"), False),
        (_("Place"), False),
        (_("Indicator"), False),
        (_("Target"), True),
        (_("Verdict before"), False),
        (_("Verdict since"), False),
    ]
    return write_table(columns, ([
        f"{format_date(row['released_at'])}<br><code>{escape(row['release_id'])}</code>",
        escape(localise(row, "name")) + write_simulated(row),
        escape(localise(row, "indicator")),
        escape(str(row["target_year"] or "")),
        write_status(row["status_before"]),
        write_status(row["status_after"]) if row["status_after"] else escape(_("no longer stands on it")),
    ] for row in changes.iter_rows(named=True)))  # fmt: skip
