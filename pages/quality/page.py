"""Chất lượng số liệu: who reported and who did not, and which numbers are worth a question, those on the most people first."""

from __future__ import annotations

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section
from ui.quality import Quality, read_quality
from ui.quality_files import draw_quality_files
from ui.quality_marks import draw_marks, draw_period
from ui.quality_tables import write_key, write_matrix, write_rejections, write_signs, write_silent
from ui.quality_words import tell_days, tell_lead, tell_quality, tell_source
from ui.state import PageContext
from warehouse import quality_queries
from warehouse.model import Era
from wording.format import format_count, format_number
from wording.language import _, ngettext

MOST_SIGNS = 20


def render(context: PageContext) -> None:
    """Draw the screen."""
    quality = read_quality(context)
    if quality is None:
        draw_message(_("Data quality"), _("{place}: no reports on learning titles", place=context.area.name))
        why = _(
            "No unit here is expected to report on learning titles. Choose a province, a former district or a ward."
        )
        draw_empty(_("Nobody reports here"), why)
        return
    as_of = context.release.info.data_as_of
    draw_message(
        _("Data quality"), tell_quality(context.area, quality), tell_lead(quality), tell_source(quality, as_of)
    )
    draw_period(quality)
    draw_marks(quality)
    draw_silent(context, quality)
    draw_signs(context, quality)
    draw_reporting(context, quality)
    draw_rejections(context)
    draw_quality_files(context, quality)


def draw_silent(context: PageContext, quality: Quality) -> None:
    """Units that have not reported."""
    if quality.silent:
        overdue = tell_days(quality.silent[0]["period_end"], context.release.info.created_at.date())
        silent = len(quality.silent)
        count = ngettext("{count} unit", "{count} units", silent, count=format_number(silent))
        draw_section(_("Not reported yet"), f"{count} · {overdue}")
        st.html(write_silent(quality, context.view))


def draw_signs(context: PageContext, quality: Quality) -> None:
    """Numbers worth a question, the first ones until all are asked for; what concerns many units apart."""
    draw_section(_("Numbers worth a question"), _("those that concern most come first"))
    if not quality_queries.has_findings(context.release):
        draw_empty(_("Not kept in this release"), _("This release was made before signs were kept. Open a newer one."))
        return
    heaped = [sign for sign in quality.signs if sign.is_heaped]
    single = [sign for sign in quality.signs if not sign.is_heaped]
    if not quality.signs:
        draw_empty(_("No signs in this period"), _("The check noticed nothing about the numbers that count."))
        return
    is_all = len(single) > MOST_SIGNS and st.toggle(
        _("Show all {count} rows", count=format_count(len(single))), key="all_signs"
    )
    st.html(write_signs(single if is_all else single[:MOST_SIGNS], quality, context.view))
    if heaped:
        draw_section(
            _("Many units at the same point"), _("it may be right; it is worth looking at how they were assessed")
        )
        st.html(write_signs(heaped, quality, context.view))


def draw_reporting(context: PageContext, quality: Quality) -> None:
    """Who reported when, by the units of today and by those before the reform."""
    draw_section(_("Who reported in which period"), _("of the titles or units expected"))
    tables = [table for era in (Era.AFTER, Era.BEFORE) if (table := write_matrix(quality, context.view, era))]
    st.html(write_key() + f"<div class='d-reports'>{''.join(f'<section>{table}</section>' for table in tables)}</div>")


def draw_rejections(context: PageContext) -> None:
    """Loads with rejected cells, of all places."""
    loads = (
        ask(context.release, quality_queries.list_rejections) if quality_queries.has_findings(context.release) else None
    )
    if loads is None:
        return
    draw_section(_("Rejected cells waiting for a correction"), _("of all places"))
    if loads.is_empty():
        remark = _("No load that counts has rejected cells.")
        st.html(f"<p class='d-note'>{remark}</p>")
    else:
        st.html(write_rejections(loads))
