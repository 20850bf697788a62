"""Which areas are furthest behind and which lead: lists with number and status, each name a link to that area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import UNJUDGED, draw_section, name_verdict, write_bullet, write_icon, write_simulated
from ui.map_estimates import write_value
from ui.state import Indicator, PageContext, View, write_query
from warehouse.model import Level, Status, Territory
from warehouse.verdict_queries import read_ranks
from wording.format import LEVEL_WORDS, format_gap, format_number
from wording.language import _, localise
from wording.outlook import tell_pace

RANKED_AREAS = 3


@dataclass(frozen=True)
class Ranking:
    """Areas with a value, furthest behind first, and those without one."""

    behind: pl.DataFrame
    ahead: pl.DataFrame
    silent: pl.DataFrame


def rank_areas(child_standing: pl.DataFrame, direction: int, count: int, *, by_gap: bool) -> Ranking:
    """Order the areas of :func:`warehouse.queries.list_child_standing` by rate, or by what is missing; equal areas by name."""
    judged = child_standing.filter(pl.col("value").is_not_null())
    silent = child_standing.filter(pl.col("value").is_null())
    by_rate = judged.sort("value", descending=direction < 0, maintain_order=True)
    behind = judged.sort("gap_count", descending=True, nulls_last=True, maintain_order=True) if by_gap else by_rate
    ahead = (
        by_rate.reverse()
        if not by_gap
        else judged.sort("gap_count", "value", descending=[False, direction > 0], nulls_last=True)
    )
    shown = min(count, judged.height)
    return Ranking(behind.head(shown), ahead.head(min(count, max(0, judged.height - shown))), silent)


def join_ranks(
    context: PageContext, areas: pl.DataFrame, parent_area_id: str, level: Level, territory: Territory
) -> pl.DataFrame:
    """Areas with their place among the areas of the level under a parent, as :func:`warehouse.verdict_queries.read_ranks` says; null where
    an area is not ranked."""
    ranks = ask(context.release, read_ranks, parent_area_id, context.indicator.indicator_id, level, territory)
    named = ranks.rename({"noise": "rank_noise"})  # a standing has the noise of its own trend
    return areas.join(named, on=["area_id", "period", "basis"], how="left", maintain_order="left")


def tell_rank(row: Mapping[str, Any]) -> str:
    """``hạng 3–7 trên 126``: the places that the usual yearly swing leaves open; equal values are tied. Empty for an area not ranked."""
    if row.get("rank") is None:
        return ""
    first, last = format_number(row["rank_from"]), format_number(row["rank_to"])
    words = {"places": first if first == last else f"{first}–{last}", "count": format_number(row["area_count"])}
    if row["is_tied"]:
        return _("tied, rank {places} of {count}", **words)
    return _("rank {places} of {count}", **words)


def tell_own_rank(context: PageContext, row: Mapping[str, Any]) -> str:
    """The place of the area looked at among those beside it, as far as noise leaves it open; empty where it is not ranked."""
    if context.area.parent_area_id is None:
        return ""
    own = pl.DataFrame([row], infer_schema_length=None)
    level = Level(context.area.level)
    ranked = join_ranks(context, own, context.area.parent_area_id, level, Territory.AS_REPORTED)
    rank = tell_rank(ranked.row(0, named=True))
    return _("Among those beside it: {rank}", rank=rank) if rank else ""


def explain_ranks(areas: pl.DataFrame) -> str:
    """Why a rank is a range; empty where no area is ranked."""
    noise = areas["rank_noise"].drop_nulls()
    if noise.is_empty():
        return ""
    swing = format_number(noise.max(), 1)  # type: ignore[arg-type]
    return _(
        "A rank is a range: a yearly swing of {swing} points is usual here, so closer places cannot be told apart.",
        swing=swing,
    )


def write_ranking(areas: pl.DataFrame, indicator: Indicator, view: View) -> str:
    """List of areas with bar, number, place, gap and status; no status where it is of none of them (:func:`tell_ended`)."""
    words = {"unit": indicator.unit, "unit_noun_vi": indicator.unit_noun, "unit_noun_en": indicator.unit_noun}
    is_judged = not tell_ended(areas)
    items = "".join(_write_item({**row, **words}, view, is_judged=is_judged) for row in areas.iter_rows(named=True))
    return f"<ol class='d-rank'>{items}</ol>"


def tell_ended(areas: pl.DataFrame) -> str:
    """That no target applies to any of the areas any more, said once instead of beside each; empty otherwise."""
    valued = areas.filter(pl.col("value").is_not_null())
    if valued.is_empty() or not valued["status"].eq(Status.NOT_APPLICABLE).all():
        return ""
    return _("These units ended before the target fell due: their last figures, without a verdict.")


def _write_item(row: Mapping[str, Any], view: View, *, is_judged: bool) -> str:
    address = "?" + urlencode(write_query(view, area_id=row["area_id"]))
    name = f"<a class='name' href='{escape(address)}' target='_self'>{escape(localise(row, 'name'))}</a> {write_simulated(row)}"
    verdict = f"{write_icon(row['status'])}{escape(name_verdict(row))}" if is_judged else ""
    word = f"<span class='word'>{verdict}</span>"
    gap = "" if row["status"] in UNJUDGED else format_gap(row)
    below = " · ".join(part for part in (tell_rank(row), gap, tell_pace(row)) if part)
    return (
        f"<li class='s-{row['status']}'><span>{name}</span><span class='value'>{escape(write_value(row))}</span>"
        f"{write_bullet(row, 'bar')}<span class='gap'>{escape(below)}</span>{word}</li>"
    )


def draw_ranking(context: PageContext, areas: pl.DataFrame, level: Level) -> None:
    """The areas furthest behind and those leading, for the chosen indicator and year, and how far noise leaves that open.

    Parameters
    ----------
    areas : polars.DataFrame
        Rows of :func:`warehouse.queries.list_child_standing` with their ranks.
    """
    view, indicator = context.view, context.indicator
    draw_section(_("Which areas are behind?"), _(LEVEL_WORDS[level]))
    order = st.segmented_control(
        _("Order by"),
        ["rate", "gap"],
        default="rate",
        key="rank_by",
        required=True,
        label_visibility="collapsed",
        format_func=lambda kind: _("by number missing") if kind == "gap" else _("by rate"),
    )
    by_gap = order == "gap"
    ranking = rank_areas(areas if by_gap else keep_ranked(areas), indicator.direction, RANKED_AREAS, by_gap=by_gap)
    st.html(write_sides(ranking, indicator, view))
    silent = areas.filter(pl.col("value").is_null()).height
    counts = {"count": format_number(silent), "all": format_number(areas.height)}
    notes = [
        tell_ended(areas),
        "" if by_gap else tell_doubt(areas),
        explain_ranks(areas),
        _("{count} of {all} units have no figure here.", **counts) if silent else "",
    ]
    st.caption(" ".join(note for note in notes if note))


def keep_ranked(areas: pl.DataFrame) -> pl.DataFrame:
    """Only ranked areas where any is: an incomplete or weakly estimated value names nobody first or last."""
    ranked = areas.filter(pl.col("rank").is_not_null() | pl.col("value").is_null())
    return ranked if ranked["rank"].is_not_null().any() else areas


def write_sides(ranking: Ranking, indicator: Indicator, view: View) -> str:
    """Both lists side by side; one list under a name of its own where there are too few areas for two."""
    is_few = ranking.ahead.is_empty()
    sides = [
        (_("All with a figure") if is_few else _("Furthest behind"), ranking.behind),
        (_("Leading"), ranking.ahead),
    ]
    parts = [
        f"<section><h3>{escape(title)}</h3>{write_ranking(areas, indicator, view)}</section>"
        for title, areas in sides
        if areas.height
    ]
    return f"<div class='d-sides'>{''.join(parts)}</div>"


def tell_doubt(areas: pl.DataFrame) -> str:
    """How many areas noise leaves a place among the first or last few; empty where it separates just those."""
    ranked = areas.filter(pl.col("rank").is_not_null())
    first = ranked.filter(pl.col("rank_from") <= RANKED_AREAS).height
    last = ranked.filter(pl.col("rank_to") > pl.col("area_count") - RANKED_AREAS).height
    if max(first, last) <= RANKED_AREAS:
        return ""
    words = {"count": format_number(RANKED_AREAS), "first": format_number(first), "last": format_number(last)}
    return _(
        "Not the only ones: {first} units may be among the leading {count}, {last} among the last {count}.", **words
    )
