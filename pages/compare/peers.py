"""Nhóm tương đồng: the place beside the areas most like it."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.blocks import draw_empty, draw_message
from ui.compare_peers import build_peers
from ui.compare_peers_drawing import tell_best, tell_features, tell_peers, write_peer_table
from ui.downloads import draw_download
from ui.map_story import tell_map_source
from ui.state import PageContext, seed_choice, write_address
from warehouse.model import Level, Unit
from wording.language import N_, _

SCOPE = "pham_vi"
SCOPES = {"tinh": N_("within the province or city"), "ca-nuoc": N_("in the whole country")}
CSV_COLUMNS = (
    "area_id", "name_vi", "name_en", "distance", "is_close", "kind", "size", "size_period", "size_simulated", "area_km2", "indicator_id",
    "period", "numerator", "denominator", "value", "basis", "target_value", "status", "completeness", "recast", "estimated_share", "rank",
    "rank_from", "rank_to", "area_count", "is_simulated",
)  # fmt: skip


def draw_peers(context: PageContext, choices: DeltaGenerator) -> None:
    """Message, features, table, what the best does differently."""
    if context.indicator.unit != Unit.PERCENT:
        draw_message(context.indicator.name, _("Counts are not ranked"))
        draw_empty(_("A count follows the size of an area"), _("Choose an indicator in percent to rank areas."))
        return
    is_nationwide = choose_scope(context, choices) == "ca-nuoc"
    group = build_peers(context, is_nationwide=is_nationwide)
    if group is None:
        draw_message(context.indicator.name, _("{place}: no areas like it can be named", place=context.area.name))
        why = _(
            "Peers are sought by households, density and kind of unit; here one of them is not known, or too few other areas have them."
        )
        draw_empty(_("Not enough is known to compare"), why)
        return
    source = tell_map_source(group.rows, group.period)
    draw_message(context.indicator.name, tell_peers(context, group), tell_features(group), source)
    best = tell_best(group)
    if best:
        title = escape(_("What the best of them does differently"))
        st.html(f"<p class='d-change'><b>{title}</b> {escape(best)}</p>")
    st.html(write_peer_table(group, context.view))
    frame = pl.DataFrame(group.rows, infer_schema_length=None)
    columns = [name for name in CSV_COLUMNS if name in frame.columns]
    draw_download(
        frame.select(columns),
        f"tuong-dong_{context.area.area_id}_{context.view.indicator_id}_{group.period}",
        _("The area and its peers (CSV)"),
    )


def choose_scope(context: PageContext, choices: DeltaGenerator) -> str:
    """Where peers are sought; a province has the whole country only."""
    if context.area.level not in (Level.WARD, Level.DISTRICT):
        return "ca-nuoc"
    chosen = seed_choice(SCOPE, list(SCOPES), "tinh")
    choices.segmented_control(
        _("Where to look for peers"), list(SCOPES), key=SCOPE, format_func=lambda code: _(SCOPES[code]), required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    write_address({SCOPE: chosen if chosen != "tinh" else None}, (SCOPE,))
    return chosen
