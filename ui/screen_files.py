"""What is taken away from the pages of indicators, titles and ranks: their tables, and pictures of their charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from reports.extract import Extract
from ui.compare_ranking import Ranking
from ui.extract_fields import (
    AREA_FIELDS,
    FLOW_FIELDS,
    GROUP_FIELD,
    INDICATOR_FIELDS,
    NUMBER_FIELDS,
    RANK_FIELDS,
    REFORM_FIELDS,
    Field,
)
from ui.extracts import build_extract, copy_link
from ui.indicator_story import Units
from ui.map_story import LAYER_KINDS, tell_map_source
from ui.pictures import prepare_bars, prepare_lines
from ui.reform_list import SHOWN_WORDS, ReformList, Shown, tell_reform_source
from ui.series import Strand
from ui.state import PageContext
from ui.take_away import draw_take_away, list_pictures
from ui.titles_view import TitleView, name_title
from warehouse.model import Territory, Unit
from wording.format import format_period
from wording.language import N_, _

Row = Mapping[str, Any]
TITLE_FIELD = Field("title", N_("Learning title"), "text")
MOST_BARS = 200


def draw_board_files(context: PageContext, rows: Sequence[Row]) -> None:
    """Verdicts on every headline target of a place."""
    name = f"ket-luan_{context.area.area_id}"
    title = _("{place}: every target and where it stands", place=context.area.name)
    fields = (*INDICATOR_FIELDS, *NUMBER_FIELDS)
    draw_take_away(partial(build_extract, context, name, title, fields, rows, link=copy_link(context)), "board", name)


def draw_units_files(context: PageContext, units: Units, title: str) -> None:
    """The units under a place, with a picture of their bars."""
    name = f"{context.view.indicator_id}-{units.code}-{units.period}"
    make = partial(make_units_extract, context, units, name, title, copy_link(context))
    pictures = list_pictures(prepare_bars(units.rows)) if can_be_bars(context, units.rows) else []
    draw_take_away(make, "units", name, pictures)


def make_units_extract(context: PageContext, units: Units, name: str, title: str, link: str) -> Extract:
    """One row a unit, of one period."""
    return build_extract(
        context, name, f"{context.indicator.name}: {title}", (*AREA_FIELDS, *NUMBER_FIELDS), units.rows, link=link,
        told=((_("Units"), _(LAYER_KINDS[units.code].label)), (_("Stands on"), tell_map_source(units.rows, units.period))),
        indicator_id=context.view.indicator_id, period=units.period,
    )  # fmt: skip


def draw_history_files(
    context: PageContext, territory: Territory, rows: Sequence[Row], strands: Sequence[Strand], targets: Sequence[Row]
) -> None:
    """The series with a picture of its lines."""
    parts = (context.view.indicator_id, context.area.area_id, territory, context.view.group_id)
    name = "-".join(part for part in parts if part)
    words = {"unit": context.indicator.unit}
    make = partial(
        make_history_extract, context, territory, [{**row, **words} for row in rows], name, copy_link(context)
    )
    pictures = list_pictures(prepare_lines(strands, targets)) if context.indicator.unit == Unit.PERCENT else []
    draw_take_away(make, "history", name, pictures)


def make_history_extract(
    context: PageContext, territory: Territory, rows: Sequence[Row], name: str, link: str
) -> Extract:
    """One row a period × basis × target."""
    title = _("{place} – {indicator} over time", place=context.area.name, indicator=context.indicator.name)
    return build_extract(
        context, name, title, (GROUP_FIELD, *NUMBER_FIELDS), rows, link=link, territory=territory,
        indicator_id=context.view.indicator_id, told=((_("Base of the target"), context.indicator.denominator),),
    )  # fmt: skip


def draw_ranking_files(context: PageContext, ranking: Ranking, title: str) -> None:
    """Ranks with their intervals, and a picture of the units in order."""
    name = f"xep-hang_{ranking.parent_area_id}_{context.view.indicator_id}_{ranking.period}_{ranking.code}"
    make = partial(make_ranking_extract, context, ranking, name, title, copy_link(context))
    pictures = list_pictures(prepare_bars(ranking.ranked)) if can_be_bars(context, ranking.ranked) else []
    draw_take_away(make, "xep-hang", name, pictures)


def make_ranking_extract(context: PageContext, ranking: Ranking, name: str, title: str, link: str) -> Extract:
    """One row a unit, also those without a rank."""
    return build_extract(
        context, name, f"{context.indicator.name}: {title}", (*AREA_FIELDS, *RANK_FIELDS, *NUMBER_FIELDS), ranking.rows, link=link,
        told=((_("Stands on"), tell_map_source(ranking.rows, ranking.period)),), indicator_id=context.view.indicator_id,
        period=ranking.period, territory=ranking.territory, area_id=ranking.parent_area_id,
    )  # fmt: skip


def draw_reform_files(context: PageContext, reform: ReformList, shown: Shown, title: str) -> None:
    """The units of a choice across 1/7/2025, every one of them."""
    name = f"sap-xep_{context.area.area_id}_{context.view.indicator_id}_{reform.code}"
    draw_take_away(
        partial(make_reform_extract, context, reform, shown, name, title, copy_link(context)), "sap-xep", name
    )


def make_reform_extract(
    context: PageContext, reform: ReformList, shown: Shown, name: str, title: str, link: str
) -> Extract:
    """One row a unit."""
    noun = context.indicator.denominator
    words = {"denominator_vi": noun, "denominator_en": noun}
    rows = [{**one.row, **words} for one in reform.list_shown(shown)]
    return build_extract(
        context, name, f"{context.indicator.name}: {title}", (*AREA_FIELDS, *REFORM_FIELDS), rows, link=link,
        told=((_("Units shown"), _(SHOWN_WORDS[shown])), (_("Stands on"), tell_reform_source(context, reform))),
        indicator_id=context.view.indicator_id, territory=Territory.CURRENT,
    )  # fmt: skip


def draw_titles_files(context: PageContext, view: TitleView) -> None:
    """Every step of every title and period of a place."""
    name = f"danh-hieu_{context.area.area_id}"
    draw_take_away(partial(make_titles_extract, context, view, name, copy_link(context)), "titles", name)


def make_titles_extract(context: PageContext, view: TitleView, name: str, link: str) -> Extract:
    """One row a title × period × group × origin."""
    names = {title["title_id"]: name_title(title) for title in view.titles}
    rows = [{**row, "title": names.get(row["title_id"], row["title_id"])} for row in view.flows.iter_rows(named=True)]
    title = _("{place}: every step of every title and period", place=context.area.name)
    shown = ((_("Period on screen"), format_period(view.period)),) if view.period else ()
    return build_extract(context, name, title, (TITLE_FIELD, *FLOW_FIELDS), rows, link=link, told=shown)


def can_be_bars(context: PageContext, rows: Sequence[Row]) -> bool:
    """Whether units can be drawn as bars of one picture."""
    return context.indicator.unit == Unit.PERCENT and 0 < len(rows) <= MOST_BARS
