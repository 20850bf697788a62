"""What people change in a story is kept in a file, and read back or refused with a reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.blocks import Cover, Paragraphs, Scene, Story
from reports.storyline_file import (
    SceneEdit,
    StorylineEdits,
    apply_edits,
    begin_edits,
    list_gone,
    read_edits,
    write_edits,
)
from warehouse.errors import StorylineError
from wording.phrases import Figure, list_figures, write

COVER = Cover("01.2025-07", "Hà Nội", "2025", "vi", "R1", date(2025, 12, 31), "", "", "Kết quả", "")
STORY = Story(
    COVER,
    tuple(
        Scene(name, ("Đạt ", Figure(name, "5")), (Paragraphs((("Nội dung",),)),), ("nguồn",), (("Nói",),))
        for name in ("headline", "verdict", "map")
    ),
)


def make(*scenes: SceneEdit) -> StorylineEdits:
    return StorylineEdits("01.2025-07", "2025", "vi", "R1", scenes)


def test_an_unchanged_storyline_changes_nothing() -> None:
    edits = begin_edits(STORY)
    assert read_edits(write_edits(edits)) == edits
    assert apply_edits(STORY, edits) == STORY


def test_order_choice_and_texts_are_those_of_people() -> None:
    edits = make(
        SceneEdit("map", title="Nơi cần đến", notes=("Dừng ở đây",)),
        SceneEdit("own-1", title="Lời cảm ơn", text=("Xin cảm ơn",)),
        SceneEdit("verdict", is_shown=False),
        SceneEdit("headline"),
    )
    told = apply_edits(STORY, read_edits(write_edits(edits)))
    assert [scene.scene_id for scene in told.scenes] == ["map", "own-1", "headline"]
    assert told.scenes[0].title == ("Nơi cần đến",)
    assert told.scenes[0].notes == (("Dừng ở đây",),)
    assert list_figures(told.scenes[0].title) == []
    assert told.scenes[1].blocks == (Paragraphs((("Xin cảm ơn",),)),)
    assert write(told.scenes[1].source) == "nội dung do người trình bày thêm"
    assert told.scenes[2] == STORY.scenes[0]


def test_a_scene_of_a_newer_release_follows_at_the_end() -> None:
    told = apply_edits(STORY, make(SceneEdit("verdict")))
    assert [scene.scene_id for scene in told.scenes] == ["verdict", "headline", "map"]


def test_a_scene_that_is_gone_is_told_and_its_texts_are_kept() -> None:
    edits = make(SceneEdit("groups", title="Nông dân"), SceneEdit("outlook"), SceneEdit("headline"))
    assert list_gone(STORY, edits) == ["groups", "outlook"]
    told = apply_edits(STORY, edits)
    assert [scene.scene_id for scene in told.scenes] == ["groups", "headline", "verdict", "map"]
    assert told.scenes[0].title == ("Nông dân",)
    assert isinstance(told.scenes[0].blocks[0], Paragraphs)


@pytest.mark.parametrize("other", [{"area_id": "79.2025-07"}, {"period": "2026-Q3"}, {"language": "en"}])
def test_a_storyline_of_another_document_is_refused(other: dict[str, str]) -> None:
    with pytest.raises(StorylineError, match="open the document it was saved for"):
        apply_edits(STORY, replace(begin_edits(STORY), **other))


def test_a_newer_release_takes_the_storyline_of_an_older_one() -> None:
    assert apply_edits(STORY, replace(begin_edits(STORY), release_id="R0")) == STORY


def damage(**changed: Any) -> bytes:
    return json.dumps(json.loads(write_edits(begin_edits(STORY))) | changed).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "no storyline file"),
        (b"[" * 20_000, "no storyline file"),
        (b"[]", "no storyline file"),
        (b'{"format": "other"}', "no storyline file"),
        (b" " * 2_000_000, "too large"),
        (damage(version=2), "newer program"),
        (damage(area_id=None), "area_id"),
        (damage(scenes=None), "scenes"),
        (damage(scenes=[{}]), r"scenes\[0\].scene_id"),
        (damage(scenes=[{"scene_id": "../etc"}]), "headline or own-1"),
        (damage(scenes=[{"scene_id": "map", "is_shown": "yes"}]), "is_shown"),
        (damage(scenes=[{"scene_id": "map", "title": "x" * 3000}]), "title"),
        (damage(scenes=[{"scene_id": "map", "notes": "text"}]), "notes"),
        (damage(scenes=[{"scene_id": "map"}, {"scene_id": "map"}]), "scenes: map"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, told: str) -> None:
    with pytest.raises(StorylineError, match=told) as raised:
        read_edits(content)
    assert raised.value.message_vi != raised.value.message_en


def test_control_characters_do_not_reach_a_document() -> None:
    saved = damage(scenes=[{"scene_id": "map", "title": "Một\x00 hai\u202e"}])
    assert read_edits(saved).scenes[0].title == "Một  hai "
