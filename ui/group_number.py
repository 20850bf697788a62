"""The series and the number of the group of people looked at; of all people where none is."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.answers import ask
from ui.state import PageContext, View, write_query
from warehouse import group_queries, queries
from warehouse.model import Territory
from wording.language import _


def read_shown_series(
    context: PageContext, territory: Territory = Territory.AS_REPORTED, area_id: str | None = None
) -> pl.DataFrame:
    """Series of the indicator for the people looked at; grain as :func:`warehouse.queries.read_series`.

    Of a group it has also ``group_vi`` and ``group_en``. ``area_id`` is another area, such as the common one a ward lies in.
    """
    question = (area_id or context.area.area_id, context.view.indicator_id, territory)
    if context.view.group_id is None:
        return ask(context.release, queries.read_series, *question)
    return ask(context.release, group_queries.read_group_series, *question, context.view.group_id)


def find_group_row(context: PageContext) -> dict[str, Any] | None:
    """The row that says where the group stands, by the rule of ``mart_standing``; None where it was never counted.

    The period asked for decides; else the due period of a target already due, and the latest value towards any other.
    """
    as_of, due, view = context.release.info.data_as_of, pl.col("due"), context.view
    is_standing = due.is_null() | (due > as_of) | (pl.col("period_end") == due) | (context.area.valid_to is not None)
    is_asked = is_standing if view.period is None else pl.col("period") == view.period
    rows = read_shown_series(context).filter(is_asked)
    if rows.is_empty():
        return None
    is_headline = pl.col("is_headline") & (pl.col("target_year") == view.target_year)
    is_on_basis = pl.col("basis") == pl.col("target_basis")
    ranked = rows.sort(
        is_headline.fill_null(False),
        (pl.col("value").is_not_null() & is_on_basis).fill_null(False),
        pl.col("value").is_not_null(),
        "period_end",
        descending=True,
        maintain_order=True,
    )
    return ranked.row(0, named=True)


def write_way_to_all(view: View) -> str:
    """What is known of all people only, and the link to it."""
    words = escape(_("The outlook, the units under the place and the list of targets are of all people."))
    query = escape(urlencode(write_query(replace(view, group_id=None))))
    all_people = escape(_("See all people"))
    return f"<p class='d-note'>{words} <a href='chi-tieu?{query}' target='_self'>{all_people} →</a></p>"
