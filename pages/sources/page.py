"""Nguồn số liệu: what the release was made of, where the number being looked at comes from, and files to take away."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ui.answers import ask, list_kept_releases
from ui.blocks import draw_empty, draw_section
from ui.downloads import draw_download
from ui.facts import write_published
from ui.registers import (
    draw_release,
    write_documents,
    write_loads,
    write_releases,
    write_sources,
    write_targets,
)
from ui.release_files import draw_release_files
from ui.state import PageContext
from ui.verdict_changes import draw_changes
from ui.why import draw_cells, write_sum, write_verdict
from warehouse import queries
from warehouse.publish import find_folder
from wording.format import format_count
from wording.language import _, ngettext


def render(context: PageContext) -> None:
    """Draw the screen; a tab is drawn when it is opened."""
    draw_release(context)
    draw_selection(context)
    draw_release_files(context)
    drawers = {
        _("Published for this place"): draw_place,
        _("Files and loads"): draw_loads,
        _("Targets"): draw_targets,
        _("Documents"): draw_documents,
    }
    for tab, draw in zip(st.tabs(list(drawers), on_change="rerun", key="sources_tab"), drawers.values(), strict=True):
        if tab.open:
            with tab:
                draw(context)


def draw_selection(context: PageContext) -> None:
    """The number of the chosen place and indicator, down to its cells."""
    draw_section(_("Where does the number come from?"), f"{context.area.name} · {context.indicator.name}")
    rows = ask(context.release, queries.list_standing, context.area.area_id).filter(
        (pl.col("indicator_id") == context.indicator.indicator_id) & pl.col("value").is_not_null()
    )
    asked = rows.filter(pl.col("is_headline") & pl.col("target_year").eq_missing(pl.lit(context.view.target_year)))
    if rows.is_empty():
        draw_empty(_("No figure to trace"), _("The chosen place has no value of the chosen indicator."))
        return
    row = (asked if asked.height else rows).row(0, named=True)
    with st.container(border=True):
        st.html(write_sum(row) + write_verdict(row))
        draw_cells(context, context.area.area_id, row)


def draw_place(context: PageContext) -> None:
    """The real published figures of the chosen place, and everything the release says of it as a file."""
    published = ask(context.release, queries.list_published, context.area.area_id)
    if published.height:
        st.html(write_published(published))
    else:
        why = _("No real published figure of this place is in the release.")
        draw_empty(_("Nothing published for this place"), why)
    draw_download(published, f"so-lieu-cong-bo_{context.area.area_id}", _("Download the published figures (CSV)"))
    standing = ask(context.release, queries.list_standing, context.area.area_id)
    label = _("Download every target and result of this place (CSV)")
    draw_download(standing, f"ket-qua-chi-tieu_{context.area.area_id}", label)


def draw_loads(context: PageContext) -> None:
    """Sources, loads and kept releases."""
    loads = ask(context.release, queries.list_loads)
    st.html(write_sources(ask(context.release, queries.list_sources)))
    draw_section(_("Loads"), ngettext("{count} file", "{count} files", loads.height, count=format_count(loads.height)))
    st.html(write_loads(loads))
    draw_download(loads, "luot-nap")
    draw_changes(context)
    draw_section(_("Kept releases"), _("a number read out once can be shown again"))
    st.html(write_releases(list_kept_releases(find_folder()), context.release.release_id))


def draw_targets(context: PageContext) -> None:
    """Targets of the chosen place with its ancestors', or all of them."""
    everywhere = st.toggle(_("All places"), key="all_targets")
    own = ask(context.release, queries.list_targets, context.area.area_id, None)
    rows = ask(context.release, queries.list_all_targets) if everywhere else own
    st.html(write_targets(rows))
    draw_download(rows, "chi-tieu" if everywhere else f"chi-tieu_{context.area.area_id}")


def draw_documents(context: PageContext) -> None:
    """Documents that set the targets."""
    documents = ask(context.release, queries.list_documents)
    st.html(write_documents(documents))
    draw_download(documents, "van-ban")
