"""The table behind a map: every area with its number, base, date and status; sortable, and to take away as CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from ui.blocks import name_verdict
from ui.map_estimates import tell_estimate
from ui.map_files import draw_map_files
from ui.map_screen import MapScreen
from ui.map_story import describe_number
from ui.why import open_why
from wording.figures import find_day
from wording.format import format_basis, format_count, format_date, format_number, format_period, format_value
from wording.language import _, current_language, localise

Row = Mapping[str, Any]

CHOSEN_ROW, SHOWN = "_chosen_row", "_shown_table"
MOST_ROWS = 300
WHOLE_PART = {"vi": re.compile(r"[\d.]*"), "en": re.compile(r"[\d,]*")}


def draw_place_table(screen: MapScreen) -> None:
    """Draw the table, each row of which opens where its number comes from, and offer it as files.

    It waits until somebody asks for it or, which the script of the map notices, scrolls to its place: the component that draws it takes
    the browser as long as all the rest of the page. Where there are no shapes it stands there at once; many rows come only when asked for.
    """
    count, view = len(screen.rows), screen.context.view
    file_name = f"{view.indicator_id}-{screen.code}-{screen.period}"
    table = f"{screen.name}-{file_name}"
    if count > MOST_ROWS:
        if st.toggle(_("Show all {count} rows", count=format_number(count)), key="all_rows"):
            draw_rows(screen, f"place_table-{file_name}")
    else:
        with st.container(key="map_table"):
            if screen.layer["layer_key"] is None or st.session_state.get(SHOWN) == table:
                draw_rows(screen, f"place_table-{file_name}")
            else:
                st.session_state.pop(SHOWN, None)
                words = _("Show the table: {period}", period=format_period(screen.period))
                st.button(words, key="table_wanted", on_click=show_table, args=(table,), type="tertiary")
    draw_map_files(screen, file_name)


def show_table(table: str) -> None:
    """Note which table is on the page."""
    st.session_state[SHOWN] = table


def draw_rows(screen: MapScreen, key: str) -> None:
    """The rows of the table; the one just ticked opens where its number comes from."""
    rows = screen.rows
    numbers = st.column_config.TextColumn(alignment="right")
    numeric = (_("Value"), _("Counted"), _("Base count"), _("Still missing"))
    st.dataframe(
        build_place_table(rows),
        hide_index=True,
        height=360,
        column_config=dict.fromkeys(numeric, numbers),
        alt=_("Every area of the map with its number and status"),
        key=key,
        on_select=partial(take_row, key),
        selection_mode="single-row",
    )
    hint = escape(_("Tick a row to see where its number comes from."))
    st.html(f"<p class='d-note'>{hint}</p>")
    chosen = st.session_state.pop(CHOSEN_ROW, None)
    if chosen is not None and chosen < len(rows) and rows[chosen]["value"] is not None:
        open_why(screen.context, rows[chosen]["area_id"], describe_number(screen.context, rows[chosen]))


def take_row(key: str) -> None:
    """Note the row just ticked; taking the tick away notes nothing."""
    chosen = st.session_state[key]["selection"]["rows"]
    if chosen:
        st.session_state[CHOSEN_ROW] = chosen[0]


def build_place_table(rows: Sequence[Row]) -> pl.DataFrame:
    """Texts of the table, one row an area, in the order given; numbers are padded, so that sorting their texts sorts the numbers."""
    table = pl.DataFrame(
        {
            _("Area"): [localise(row, "name") for row in rows],
            _("Value"): pad_numbers(rows, format_value, "value"),
            _("Status"): [name_verdict(row) for row in rows],
            _("Still missing"): pad_numbers(rows, lambda row: format_count(row["gap_count"]), "gap_count"),
            _("Counted"): pad_numbers(rows, lambda row: format_count(row["numerator"]), "numerator"),
            _("Base count"): pad_numbers(rows, lambda row: format_count(row["denominator"]), "denominator"),
            _("Base"): ["" if row["value"] is None else format_basis(row) for row in rows],
            _("As of"): ["" if row["value"] is None else format_date(find_day(row)) for row in rows],
            _("Nature"): ["" if row["value"] is None else tell_nature(row) for row in rows],
        }
    )
    # Texts that repeat go to the browser once.
    return table.with_columns(pl.col(_("Status"), _("Base"), _("As of"), _("Nature")).cast(pl.Categorical))


def tell_nature(row: Row) -> str:
    """Whether a number is real, and how much of it is estimated."""
    parts = (_("simulated") if row["is_simulated"] else _("real"), tell_estimate(row))
    return " · ".join(part for part in parts if part)


def pad_numbers(rows: Sequence[Row], write: Callable[[Row], str], column: str) -> list[str]:
    """Texts of a column of numbers, padded before the whole part to one length; empty where there is no number.

    The browser sorts texts; it would print numbers themselves with its own separators, not with those of the page's language.
    """
    texts = ["" if row[column] is None else write(row) for row in rows]
    widths = [len(WHOLE_PART[current_language()].match(text)[0]) for text in texts]  # type: ignore[index]
    widest = max(widths, default=0)
    return [text and " " * (widest - width) + text for text, width in zip(texts, widths, strict=True)]
