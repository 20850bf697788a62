"""CSV files to take away: built when clicked, readable by Excel, saying in words which rows are simulated."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from ui.language import _, current_language, use_language

NATURE_COLUMN = {"vi": "tinh_chat", "en": "nature"}


def draw_download(frame: pl.DataFrame, file_name: str, label: str = "") -> None:
    """Offer a frame as CSV; nothing is built before the click and the page is not drawn again after it."""
    if frame.is_empty():
        return
    st.download_button(
        label or _("Download CSV"), data=partial(build_csv, frame, current_language()), file_name=f"{file_name}.csv", mime="text/csv",
        key=f"csv-{file_name}", on_click="ignore", type="tertiary", icon=":material/download:",
    )  # fmt: skip


def build_csv(frame: pl.DataFrame, language: str) -> bytes:
    """CSV in UTF-8 with a byte-order mark; ``is_simulated`` gets a column in words beside it."""
    use_language(language)
    if "is_simulated" in frame.columns:
        nature = pl.when("is_simulated").then(pl.lit(_("simulated"))).otherwise(pl.lit(_("real")))
        frame = frame.with_columns(nature.alias(NATURE_COLUMN[language]))
    return frame.write_csv(include_bom=True).encode("utf-8")
