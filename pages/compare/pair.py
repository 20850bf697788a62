"""Hai nơi cạnh nhau: every indicator of two areas, subtracted only where that is allowed."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section
from ui.compare_pair import (
    Line,
    find_default_other,
    list_others,
    list_remarks,
    name_place,
    read_lines,
    tell_apart,
    tell_pair,
)
from ui.compare_pair_drawing import choose_basis, keep_points, write_course, write_lines
from ui.downloads import draw_download
from ui.filters import read_area
from ui.state import PageContext, seed_choice, write_address
from ui.territory import find_own_territory
from warehouse import queries
from warehouse.model import Territory, Unit
from wording.format import format_basis
from wording.language import _
from wording.places import Area

OTHER = "so_voi"
CSV_COLUMNS = (
    "area_id", "indicator_id", "period", "as_of", "numerator", "denominator", "value", "unit", "basis", "qualifier", "target_year",
    "target_value", "status", "status_reason", "gap_count", "observed_pace", "remaining_pace", "k", "completeness", "territory", "recast",
    "estimated_share", "is_simulated",
)  # fmt: skip


def draw_pair(context: PageContext, choices: DeltaGenerator) -> None:
    """Choice of the other area, message, remarks, course of the chosen indicator, lines."""
    other_id = choose_other(context, choices)
    other = read_area(context.release, other_id)
    lines = read_lines(context, other_id)
    names = (name_place(context.area), name_place(other))
    draw_message("", tell_pair(*names, lines), " ".join([tell_apart(lines), *list_remarks(context, other_id)]).strip())
    draw_course(context, other, names)
    if not lines:
        draw_empty(_("Neither area has figures"), _("Choose another place, indicator or period."))
        return
    draw_section(
        _("Every indicator"), _("differences only on the same base, in the last period both reported sufficiently")
    )
    st.html(write_lines(lines, names, context.view))
    file_name = f"hai-noi_{context.area.area_id}_{other_id}"
    draw_download(build_table(lines), file_name, _("Both areas, every indicator (CSV)"))


def choose_other(context: PageContext, choices: DeltaGenerator) -> str:
    """The second area, kept in the address; one that is not in the release falls back."""
    asked = st.session_state.get(OTHER) or st.query_params.get(OTHER)
    options = list_others(context, asked)
    chosen = seed_choice(OTHER, list(options), find_default_other(context.area, options))
    choices.selectbox(
        _("Beside"), list(options), key=OTHER, format_func=lambda code: options.get(code, str(code)),
        placeholder=_("Choose a place"), filter_mode="contains", width=420,
    )  # fmt: skip
    write_address({OTHER: chosen}, (OTHER,))
    return chosen


def draw_course(context: PageContext, other: Area, names: tuple[str, str]) -> None:
    """The chosen indicator of both over time, where they share a base."""
    if context.indicator.unit != Unit.PERCENT:
        return
    series = [read_points(context, area) for area in (context.area, other)]
    basis = choose_basis(series[0], series[1], context.indicator.target_basis)
    if basis is None:
        return
    points = [keep_points(rows, basis) for rows in series]
    year = context.view.target_year
    targets = {
        row["target_value"]
        for row in (*points[0], *points[1])
        if row["target_value"] is not None and row["target_basis"] == basis and row["target_year"] == year
    }
    drawing = write_course(points[0], points[1], names, targets.pop() if len(targets) == 1 else None)
    if drawing:
        rows = [*points[0], *points[1]]
        natures = {row["is_simulated"] for row in rows}
        mixed = _("Real and simulated values are never joined.") if len(natures) > 1 else ""
        nature = _("simulated data") if natures == {True} else mixed
        draw_section(context.indicator.name, " · ".join(filter(None, (format_basis(rows[0]), nature))))
        st.html(drawing)


def read_points(context: PageContext, area: Area) -> list[dict[str, Any]]:
    """Periods of an area's indicator on its own territory, where it has one, over those as reported."""
    territories = [Territory.AS_REPORTED, find_own_territory(area)]
    asked = (area.area_id, context.view.indicator_id)
    return [
        row
        for territory in territories
        if territory is not None
        for row in ask(context.release, queries.read_series, *asked, territory).iter_rows(named=True)
    ]


def build_table(lines: list[Line]) -> pl.DataFrame:
    """Rows of both areas with their difference in points, or the code of the reason why none is stated."""
    rows = [
        {name: row[name] for name in CSV_COLUMNS} | {"difference_points": line.difference, "obstacle": line.obstacle}
        for line in lines
        for row in (line.a, line.b)
        if row is not None
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
