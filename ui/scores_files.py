"""What is taken away from the screen of score sheets: counts by area and form, and scores by index, of the groups that are shown."""

from __future__ import annotations

from functools import partial

import polars as pl

from reports.extract import Extract
from ui.answers import ask
from ui.extract_fields import Field, build_columns, tell_nature
from ui.extracts import copy_link
from ui.scores import Outcomes, Row, ScoreView
from ui.scores_words import tell_hidden_groups, tell_score_source, tell_scores
from ui.state import PageContext
from ui.take_away import draw_take_away
from warehouse import score_queries
from wording.format import format_date, format_period
from wording.language import N_, _, localise

GROUP_FIELDS = (
    Field("area_id", N_("Code and era of the area"), "code"),
    Field("area", N_("Area"), "text", lambda row: localise(row, "name")),
    Field("form", N_("Form"), "text", lambda row: localise(row, "form_name")),
    Field("period", N_("Period"), "text", lambda row: format_period(row["period"])),
    Field("as_of", N_("As of"), "date"),
    Field("valid_count", N_("Valid sheets"), "count", lambda row: count_valid(row)),
    Field("recognised_count", N_("Qualify"), "count"),
    Field("not_recognised_count", N_("Do not qualify"), "count"),
    Field("incomplete_count", N_("No verdict: scores missing"), "count"),
    Field("refused_count", N_("Refused sheets"), "count"),
    Field("file_name", N_("File"), "text"),
    Field("sheet", N_("Sheet"), "text"),
    Field("nature", N_("Nature"), "text", tell_nature),
)
INDEX_FIELDS = (
    Field("period", N_("Period"), "text", lambda row: format_period(row["period"])),
    Field("criterion_code", N_("Index"), "code"),
    Field("minimum_number", N_("Minimum score"), "count", lambda row: row["minimum"]),
    Field("maximum_number", N_("Maximum score"), "count", lambda row: row["maximum"]),
    Field("score_number", N_("Score"), "count", lambda row: row["score"]),
    Field("sheet_count", N_("Sheets of paper"), "count"),
    Field("nature", N_("Nature"), "text", tell_nature),
)


def count_valid(row: Row) -> int | None:
    """Sheets not refused; null where the group is hidden or only its scores were counted."""
    if row["recognised_count"] is None:
        return None
    return Outcomes(row["recognised_count"], row["not_recognised_count"], row["incomplete_count"]).valid_count


def draw_score_files(context: PageContext, view: ScoreView) -> None:
    """Offer the counts of the groups as files."""
    name = f"phieu-cham-diem_{context.area.area_id}_{view.head['period']}"
    draw_take_away(partial(make_group_extract, context, view, name, copy_link(context)), "scores", name)


def draw_index_files(context: PageContext, view: ScoreView) -> None:
    """Offer the scores by index as files."""
    name = f"diem-chi-so_{context.area.area_id}_{view.head['period']}"
    draw_take_away(partial(make_index_extract, context, view, name, copy_link(context)), "score-index", name)


def make_group_extract(context: PageContext, view: ScoreView, name: str, link: str) -> Extract:
    """One row an area and form; a hidden group has no counts."""
    columns, frame = build_columns(GROUP_FIELDS, view.groups)
    return Extract(
        name,
        tell_scores(view),
        columns,
        frame,
        list_notes(context, view),
        list_sources(view),
        context.release.release_id,
        link,
    )


def make_index_extract(context: PageContext, view: ScoreView, name: str, link: str) -> Extract:
    """One row an index and score."""
    rows = ask(context.release, score_queries.list_score_distribution, *view.question).to_dicts()
    whole = {"unit": "score", "period": view.head["period"], "is_simulated": view.head["is_simulated"]}
    columns, frame = build_columns(INDEX_FIELDS, [{**row, **whole} for row in rows])
    title = _("Scores by index")
    return Extract(
        name, title, columns, frame, list_notes(context, view), list_sources(view), context.release.release_id, link
    )


def list_notes(context: PageContext, view: ScoreView) -> tuple[tuple[str, str], ...]:
    """Base, period, nature and what is left out."""
    form = dict(view.forms).get(view.form_id or "", _("All forms"))
    notes = (
        (_("Place"), context.area.name),
        (_("Form"), form),
        (_("Stands on"), tell_score_source(view)),
        (_("Left out"), tell_hidden_groups(view)),
    )
    return tuple((label, text) for label, text in notes if text)


def list_sources(view: ScoreView) -> pl.DataFrame:
    """Files the counts were read from."""
    files = {row["load_id"]: row for row in view.groups}
    return pl.DataFrame(
        [
            {
                _("File"): row["file_name"],
                _("Sheet"): row["sheet"],
                "SHA-256": row["sha256"],
                _("As of"): format_date(row["as_of"]),
                _("Loaded"): format_date(row["loaded_at"]),
                _("Nature"): _("simulated") if row["is_simulated"] else _("real"),
            }
            for row in files.values()
        ]
    )
