"""From a number of the pivot to the values behind it: the panel “Vì sao con số này?”."""

from __future__ import annotations

import polars as pl

from ui.answers import ask
from ui.map_story import describe_number
from ui.pivot_choices import Screen
from ui.state import PageContext
from ui.why import open_why
from warehouse import group_queries, queries
from warehouse.model import Territory
from wording.language import LANGUAGES

KEYS = ("area_id", "indicator_id", "period", "basis", "territory", "group_id")


def open_trace(context: PageContext, screen: Screen) -> None:
    """Open the panel for the number the address names; nothing where it names none of this release."""
    codes = screen.traced.split("~")
    if len(codes) != len(KEYS) or codes[4] not in list(Territory):
        return
    area_id, indicator_id, period, basis, territory, group_id = codes
    question = (area_id, indicator_id, Territory(territory))
    series = (
        ask(context.release, group_queries.read_group_series, *question, group_id)
        if group_id
        else ask(context.release, queries.read_series, *question)
    )
    asked = (pl.col("target_year") == context.view.target_year) & pl.col("is_headline")
    rows = series.filter((pl.col("period") == period) & (pl.col("basis") == basis) & pl.col("value").is_not_null())
    if rows.is_empty():
        return
    row = rows.sort(asked.fill_null(value=False), descending=True, maintain_order=True).row(0, named=True)
    words = ask(context.release, queries.read_indicator, indicator_id).row(0, named=True)
    number = describe_number(context, {**words, **row})
    area = ask(context.release, queries.read_area, area_id).row(0, named=True)
    named = {f"name_{code}": f"{area[f'name_{code}']} · {number[f'name_{code}']}" for code in LANGUAGES}
    open_why(context, area_id, {**number, **named})
