"""Trình chiếu: the story of a place and period: its screens put in order, opened full screen, taken along as a file."""

from __future__ import annotations

import streamlit as st

from reports.blocks import Story
from reports.storyline_file import Edits, apply_edits
from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section
from ui.stage_documents import draw_documents
from ui.stage_editor import draw_remarks, draw_storyline, read_storyline
from ui.stage_files import draw_stage_actions
from ui.stage_period import choose_period
from ui.stage_story import tell_story
from ui.state import PageContext
from warehouse import queries
from warehouse.errors import Dich2030Error
from warehouse.publish import find_folder
from wording.errors import tell_error
from wording.format import format_period
from wording.language import _, current_language, ngettext
from wording.places import tell_place


def render(context: PageContext) -> None:
    """Draw the screen."""
    area_id, name = context.area.area_id, context.area.name
    periods = ask(context.release, queries.list_known_periods, area_id)["period"].to_list()
    if not periods:
        draw_message(tell_place(context.area), _("Presentation: {place}", place=name))
        why = _("Nothing was reported or published for it. Choose another place, or hand in a workbook.")
        draw_empty(_("No figures for this place yet"), why)
        return
    head = st.container()
    left, right = st.columns([1, 2.2], gap="medium")
    with left:
        draw_section(_("Show and take along"))
        period = choose_period(context, periods)
    try:
        story = tell_story(str(find_folder()), context.release.release_id, area_id, period, current_language())
    except Dich2030Error as error:
        with head:
            draw_message(tell_place(context.area), _("Presentation: {place}", place=name))
        with right:
            draw_empty(_("There is nothing to show on the stage"), tell_error(error))
        return
    edits = read_storyline(story)
    with head:
        draw_head(context, story, edits)
    with left:
        draw_stage_actions(story, edits)
        draw_section(_("Files to take along"))
        draw_documents(context, story, edits)
    with right:
        draw_section(_("Storyline"), _("the cover comes first"))
        draw_remarks(story, edits)
        draw_storyline(story, edits)


def draw_head(context: PageContext, story: Story, edits: Edits) -> None:
    """How many screens there are, on what, from which release."""
    count = len(apply_edits(story, edits).scenes) + 1
    period = format_period(story.cover.period)
    sentence = ngettext("{count} screen on {place}, {period}", "{count} screens on {place}, {period}", count,
                        count=count, place=context.area.name, period=period)  # fmt: skip
    lead = _(
        "One message a screen, from release {release}: put them in order, change words, open the stage.",
        release=story.cover.release_id,
    )
    draw_message(tell_place(context.area), sentence, lead)
