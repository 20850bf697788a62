"""Phiếu chấm điểm: how many sheets qualify by the rule, which index holds people back, and what another pass mark would change."""

from __future__ import annotations

from html import escape

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section
from ui.scores import ScoreView, add_up, draw_score_choices, read_scores
from ui.scores_drawing import (
    write_band_table,
    write_distribution,
    write_forms,
    write_groups,
    write_holding,
    write_outcome_bar,
    write_outcome_tally,
)
from ui.scores_files import draw_index_files, draw_score_files
from ui.scores_one_sheet import draw_one_sheet
from ui.scores_what_if import draw_mark_question
from ui.scores_words import (
    tell_hidden_groups,
    tell_holding,
    tell_minimum,
    tell_rule,
    tell_score_source,
    tell_scores,
    tell_small_failures,
)
from ui.state import PageContext
from warehouse import score_queries
from wording.format import format_count
from wording.language import _
from wording.places import tell_place


def render(context: PageContext) -> None:
    """Draw the screen."""
    view = read_scores(context)
    if view is None:
        draw_nothing(context)
        return
    holding = ask(context.release, score_queries.list_score_holding, *view.question).to_dicts()
    kicker = " · ".join(part for part in (tell_place(context.area), context.area.name) if part)
    tally = write_outcome_tally(add_up(view.judged)) if view.judged else ""
    draw_message(kicker, tell_scores(view), tell_holding(holding), tell_score_source(view), tally)
    draw_score_choices(context, view)
    if view.judged:
        draw_outcomes(view, tell_rule(view, holding))
        if any(row["not_recognised_count"] for row in holding):
            draw_holding(holding)
        draw_section(_("If the pass mark were another"), _("the minimum of each index stays"))
        draw_mark_question(
            context, view, ask(context.release, score_queries.list_score_marks, *view.question).to_dicts()
        )
    draw_distribution(context, view)
    draw_section(_("Area by area"), tell_hidden_groups(view))
    st.html(write_groups(view))
    draw_one_sheet(context, view.head["criterion_set_id"])
    draw_score_files(context, view)


def draw_nothing(context: PageContext) -> None:
    """No sheets here: how to bring some."""
    draw_message(_("Score sheets"), _("{place}: no score sheets have been loaded", place=context.area.name))
    how = _(
        "1. Make a blank table: python -m etl template --period {period} --area {code} --source score_sheets. "
        "2. Fill in one row for each sheet, without any name. 3. Drop the file on the page “Load data”, or run: python -m etl load FILE",
        period=context.release.info.latest_period, code=context.area.area_code,
    )  # fmt: skip
    draw_empty(_("How to bring score sheets"), how)
    draw_one_sheet(context)


def draw_outcomes(view: ScoreView, rule: str) -> None:
    """All valid sheets as one bar, and each form beside the others."""
    draw_section(_("Outcome"), rule)
    st.html(write_outcome_bar(add_up(view.judged), "large"))
    if len(view.list_forms()) > 1:
        st.html(write_forms(view))


def draw_holding(holding: list[dict[str, object]]) -> None:
    """Which index holds people back, by both answers."""
    failed = max(int(str(row["not_recognised_count"])) for row in holding)
    base = _("of {count} complete sheets that do not qualify", count=format_count(failed))
    draw_section(_("Which index holds people back"), base)
    minimum = tell_minimum(holding)
    note = _("If this index alone had just as many points as it takes; a sheet may count at several indices.")
    st.html(
        f"<p class='d-note'>{escape(' '.join((note, minimum, tell_small_failures(holding))))}</p>"
        + write_holding(holding)
    )


def draw_distribution(context: PageContext, view: ScoreView) -> None:
    """Scores of each index in bands, and the same as a table."""
    rows = ask(context.release, score_queries.list_score_distribution, *view.question).to_dicts()
    if not rows:
        return
    draw_section(_("Scores by index"), _("sheets in each band of points"))
    st.html(write_distribution(rows))
    with st.expander(_("The same as a table")):
        st.html(write_band_table(rows))
    draw_index_files(context, view)
