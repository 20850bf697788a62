"""The storyline as people put it in order: what is shown, in which order, in whose words; kept for the session and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from reports.blocks import Scene, Story
from reports.storyline_file import (
    MOST_LETTERS,
    MOST_LINES,
    MOST_SCENES,
    MOST_TEXT,
    MOST_TITLE,
    OWN,
    Edits,
    SceneEdit,
    add_scene,
    change_scene,
    complete_edits,
    list_unknown,
    move_scene,
    read_edits,
    start_edits,
)
from warehouse.errors import InputFileError
from wording.errors import tell_error
from wording.language import _
from wording.phrases import write

KEPT, REFUSED = "_storylines", "_storyline_refused"
MOST_KEPT = 12  # places and periods of one session


def read_storyline(story: Story) -> Edits:
    """What was changed of a story in this session; nothing yet where it is new."""
    kept: dict[tuple[str, str, str], Edits] = st.session_state.setdefault(KEPT, {})
    edits = kept.get(name_story(story))
    return complete_edits(story, edits) if edits else start_edits(story)


def keep_storyline(story: Story, edits: Edits) -> None:
    """Keep what was changed; the story not touched the longest is forgotten."""
    kept: dict[tuple[str, str, str], Edits] = st.session_state.setdefault(KEPT, {})
    kept.pop(name_story(story), None)
    kept[name_story(story)] = edits
    while len(kept) > MOST_KEPT:
        kept.pop(next(iter(kept)))


def name_story(story: Story) -> tuple[str, str, str]:
    """What a storyline belongs to, whatever the release."""
    return story.cover.area_id, story.cover.period, story.cover.language


def draw_storyline(story: Story, edits: Edits) -> None:
    """Every scene with its switch, its place and its words; below, a scene of people's own."""
    composed = {scene.scene_id: scene for scene in story.scenes}
    place = 1  # the cover
    for one in edits.scenes:
        scene = composed.get(one.scene_id)
        is_told = one.is_shown and (scene is not None or bool(one.title))
        place += is_told
        with st.container(border=True, gap="xsmall", key=f"scene-{one.scene_id}"):
            draw_scene(story, edits, one, scene, place if is_told else None)
    st.button(
        _("Add a screen of your own"), icon=":material/add:", key="add_scene", on_click=add_own, args=(story, edits), type="tertiary"
    )  # fmt: skip


def draw_scene(story: Story, edits: Edits, one: SceneEdit, scene: Scene | None, place: int | None) -> None:
    """One scene: its message, and what can be done with it."""
    title = one.title or (write(scene.title) if scene else one.scene_id)
    remarks = [
        *(
            [_("words changed by hand: its numbers are no longer checked against the release")]
            if one.title and scene
            else []
        ),
        *([_("not in this release")] if scene is None and not one.scene_id.startswith(OWN) else []),
    ]
    number = str(place) if place else "–"
    beside = "".join(f"<small>{escape(remark)}</small>" for remark in remarks)
    st.html(f"<p class='d-scene{'' if place else ' off'}'><b>{number}</b><span>{escape(title)}{beside}</span></p>")
    name = one.scene_id
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(_("Show"), one.is_shown, key=f"shown-{name}-{one.is_shown}", on_change=turn, args=(story, edits, one))
        for steps, sign, words in (
            (-1, ":material/arrow_upward:", _("Earlier")),
            (1, ":material/arrow_downward:", _("Later")),
        ):
            st.button(
                words, icon=sign, key=f"move-{name}-{steps}", on_click=shift, args=(story, edits, name, steps), type="tertiary",
                disabled=edits.scenes[0 if steps < 0 else -1].scene_id == name,
            )  # fmt: skip
        popover = st.popover(
            _("Edit words"), icon=":material/edit:", type="tertiary", key=f"words-{name}", on_change="rerun"
        )
        if popover.open:
            with popover:
                draw_words(story, edits, one, scene)


def draw_words(story: Story, edits: Edits, one: SceneEdit, scene: Scene | None) -> None:
    """The form of one scene: its message, what the speaker says, and the text of a screen of people's own."""
    name = one.scene_id
    composed = "\n".join(write(note) for note in scene.notes) if scene else ""
    with st.form(f"form-{name}", border=False):
        st.text_area(
            _("Message"),
            one.title or (write(scene.title) if scene else ""),
            key=f"title-{name}",
            max_chars=MOST_TITLE,
        )
        if name.startswith(OWN):
            st.text_area(_("Text, one paragraph a line"), "\n".join(one.text), key=f"text-{name}", max_chars=MOST_TEXT)
        notes = composed if one.notes is None else "\n".join(one.notes)
        st.text_area(_("Speaker notes"), notes, key=f"notes-{name}", max_chars=MOST_LETTERS, height=160)
        st.form_submit_button(_("Take over"), type="primary", on_click=take_words, args=(story, edits, one, scene))
    is_own = name.startswith(OWN)
    words = _("Delete this screen") if is_own else _("Back to the words of the release")
    if is_own or one.title is not None or one.notes is not None:
        st.button(words, key=f"reset-{name}", on_click=reset, args=(story, edits, one), type="tertiary")


def turn(story: Story, edits: Edits, one: SceneEdit) -> None:
    """Show a scene, or leave it out."""
    keep_storyline(story, change_scene(edits, one.scene_id, is_shown=not one.is_shown))


def shift(story: Story, edits: Edits, scene_id: str, steps: int) -> None:
    """Move a scene."""
    keep_storyline(story, move_scene(edits, scene_id, steps))


def add_own(story: Story, edits: Edits) -> None:
    """Add a screen of people's own."""
    keep_storyline(story, add_scene(edits, _("Message of your own"), ()))


def take_words(story: Story, edits: Edits, one: SceneEdit, scene: Scene | None) -> None:
    """Take over the words of the form; what is as composed stays the release's."""
    written = {
        field: str(st.session_state.get(f"{field}-{one.scene_id}") or "").strip()
        for field in ("title", "text", "notes")
    }
    notes = split_lines(written["notes"])
    is_title_same = not written["title"] or (scene is not None and written["title"] == write(scene.title).strip())
    is_notes_same = scene is not None and notes == split_lines("\n".join(write(note) for note in scene.notes))
    changes: Mapping[str, object] = {
        "title": (one.title if scene is None else None) if is_title_same else written["title"],
        "notes": None if is_notes_same else notes,
        "text": split_lines(written["text"], MOST_LINES),
    }
    keep_storyline(story, change_scene(edits, one.scene_id, **changes))


def split_lines(text: str, most: int = MOST_SCENES) -> tuple[str, ...]:
    """Paragraphs of a text; empty lines are left out, and the last takes in those beyond as many as a file may hold.

    >>> split_lines("a\\n\\n b ")
    ('a', 'b')
    >>> split_lines("a\\nb\\nc", 2)
    ('a', 'b c')
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], " ".join(lines[most - 1 :]))


def reset(story: Story, edits: Edits, one: SceneEdit) -> None:
    """Give a scene back to the release; take one of people's own away."""
    if one.scene_id.startswith(OWN):
        scenes = tuple(other for other in edits.scenes if other is not one)
        keep_storyline(story, Edits(edits.area_id, edits.period, edits.language, edits.release_id, scenes))
    else:
        keep_storyline(story, change_scene(edits, one.scene_id, title=None, notes=None))


def open_storyline(story: Story) -> None:
    """Take over the file handed in, or say what is wrong with it."""
    file = st.session_state.get("storyline_file")
    if file is None:
        return
    try:
        keep_storyline(story, read_edits(file.getvalue(), file.name))
    except InputFileError as error:
        message = tell_error(error)
        st.session_state[REFUSED] = _("This file was not opened: {why}.", why=message)


def draw_remarks(story: Story, edits: Edits) -> None:
    """What is wrong with a file that was handed in, and what it was written for where that is something else."""
    if refused := st.session_state.pop(REFUSED, ""):
        st.error(refused, icon=":material/error:")
    if (edits.area_id, edits.period, edits.language) != name_story(story):
        st.warning(_("This storyline was written for another place, period or language: read its words again."))
    elif edits.release_id != story.cover.release_id:
        st.info(_("Written on release {release}: words changed by hand keep its numbers.", release=edits.release_id))  # fmt: skip
    if gone := list_unknown(story, edits):
        names = ", ".join(one.title or one.scene_id for one in gone)
        st.info(_("Scenes without figures in this release: {names}", names=names))
