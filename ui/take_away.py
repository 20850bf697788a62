"""“Tải về”: one quiet popover with files of what is on the screen, built only when one of them is clicked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from reports.extract import Extract
from reports.tables import write_csv, write_parquet
from reports.workbook import WorkbookWords, write_workbook
from ui.language import N_, _, current_language, use_language

Make = Callable[[], Extract]

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = (
    ("xlsx", N_("Excel workbook, with its sources (XLSX)"), XLSX_TYPE),
    ("csv", N_("Table as text (CSV)"), "text/csv"),
    ("parquet", N_("Table for analysis software (Parquet)"), "application/vnd.apache.parquet"),
)


def draw_take_away(make: Make, key: str, name: str = "") -> None:
    """Offer what is on the screen as files.

    Parameters
    ----------
    make : Callable[[], Extract]
        Called when a file is clicked, in a thread of its own: it must not look at the session.
    key : str
        Name of this popover on its page.
    name : str
        Stem of the file names, ASCII; ``key`` where empty. The browser asks for it before the extract is made.
    """
    language = current_language()
    with st.popover(_("Take away"), icon=":material/download:", type="tertiary", key=f"take-away-{key}"):
        for suffix, label, mime in FORMATS:
            st.download_button(
                _(label), data=partial(build_file, make, suffix, language), file_name=f"{name or key}.{suffix}", mime=mime,
                key=f"{suffix}-{key}", on_click="ignore", type="tertiary", icon=":material/description:",
            )  # fmt: skip


def build_file(make: Make, suffix: str, language: str) -> bytes:
    """Bytes of one file, in the language of the screen it is taken from."""
    use_language(language)
    extract = make()
    if suffix == "csv":
        return write_csv(extract)
    if suffix == "parquet":
        return write_parquet(extract)
    words = WorkbookWords(_("Data"), _("Sources"), _("Release"), _("Link to this screen"))
    return write_workbook(extract, words)
