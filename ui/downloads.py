"""CSV files to take away: built when clicked, readable by Excel, saying in words which rows are simulated."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from wording.language import _, current_language, use_language

COUNT_COLUMNS = ("numerator", "denominator")
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
    return write_whole_counts(frame).write_csv(include_bom=True).encode("utf-8")


def write_whole_counts(frame: pl.DataFrame) -> pl.DataFrame:
    """Counts as the screens print them: whole, also where a unit was divided.

    >>> write_whole_counts(pl.DataFrame({"numerator": [8758.0], "denominator": [117226.5]})).row(0)
    (8758, 117227)
    """
    counts = [pl.col(name) for name in COUNT_COLUMNS if name in frame.columns]
    return frame.with_columns(count.round(mode="half_away_from_zero").cast(pl.Int64) for count in counts)
