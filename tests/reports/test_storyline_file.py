"""Edits of a story: saved, read again, refused when wrong, applied to the story of another release."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from reports.blocks import Cover, Paragraphs, Scene, Story
from reports.storyline_file import (
    KIND,
    VERSION,
    add_scene,
    apply_edits,
    change_scene,
    complete_edits,
    list_unknown,
    move_scene,
    read_edits,
    start_edits,
    write_edits,
)
from warehouse.errors import InputFileError
from wording.language import speak
from wording.phrases import Figure, write

COVER = Cover("01.2025-07", "Hà Nội", "2025", "vi", "r1", date(2025, 12, 31), "", "", "Báo cáo", "")
STORY = Story(
    COVER,
    tuple(
        Scene(name, (f"{name} ", Figure(name, "5")), (), ("nguồn",), (("ghi chú",),))
        for name in ("one", "two", "three")
    ),
)


def test_nothing_changed_is_the_story_itself() -> None:
    assert apply_edits(STORY, read_edits(write_edits(start_edits(STORY)))) == STORY


def test_order_shown_titles_notes_and_own_scenes_survive_the_file() -> None:
    edits = move_scene(start_edits(STORY), "three", -5)
    edits = change_scene(edits, "one", is_shown=False)
    edits = change_scene(edits, "two", title="Đạt 5/7", notes=("một", "hai"))
    edits = add_scene(add_scene(edits, "Cảm ơn", ()), "Đề nghị", ("a", "b"))
    again = read_edits(write_edits(edits))
    assert again == edits
    told = apply_edits(STORY, again).scenes
    assert [scene.scene_id for scene in told] == ["three", "two", "own-1", "own-2"]
    assert told[0] == STORY.scenes[2]
    assert (told[1].title, [write(note) for note in told[1].notes]) == (("Đạt 5/7",), ["một", "hai"])
    assert (told[2].blocks, told[3].blocks) == ((), (Paragraphs((("a",), ("b",)), is_list=True),))


def test_a_scene_that_is_new_in_the_release_comes_last_and_one_that_is_gone_is_told() -> None:
    edits = start_edits(replace(STORY, scenes=STORY.scenes[:2]))
    edits = add_scene(edits, "Cảm ơn", ())
    other = replace(STORY, scenes=STORY.scenes[1:])
    assert [scene.scene_id for scene in apply_edits(other, edits).scenes] == ["two", "own-1", "three"]
    assert [one.scene_id for one in list_unknown(other, edits)] == ["one"]
    assert [one.scene_id for one in complete_edits(other, edits).scenes] == ["one", "two", "own-1", "three"]
    kept = apply_edits(other, change_scene(edits, "one", title="Lời đã viết")).scenes
    assert [scene.scene_id for scene in kept] == ["one", "two", "own-1", "three"]
    assert write(kept[0].title) == "Lời đã viết"


@pytest.mark.parametrize("steps", [-9, 9])
def test_a_scene_is_never_moved_out_of_the_story(steps: int) -> None:
    names = [one.scene_id for one in move_scene(start_edits(STORY), "two", steps).scenes]
    assert names == (["two", "one", "three"] if steps < 0 else ["one", "three", "two"])


def write_content(**changes: object) -> bytes:
    content = {
        "kind": KIND,
        "version": VERSION,
        "area_id": "01",
        "period": "2025",
        "language": "vi",
        "release_id": "r",
        "scenes": [],
    }
    return json.dumps({**content, **changes}).encode()


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "trang Trình chiếu"),
        (b" " * 200_001, "200 KB"),
        (b'{"kind": ' + b"9" * 5_000 + b"}", "JSON"),
        (write_content(kind="other"), "trang Trình chiếu"),
        (write_content(version=9), "phiên bản 9"),
        (write_content(period=2025), "“period”"),
        (write_content(scenes={}), "“scenes”"),
        (write_content(scenes=[{}] * 61), "tối đa 60"),
        (write_content(scenes=[{"scene": "a"}, 5]), "scenes[2]"),
        (write_content(scenes=[{"scene": "a"}, {"scene": "a"}]), "lặp lại"),
        (write_content(scenes=[{"scene": "a", "shown": "no"}]), "scenes[1].shown"),
        (write_content(scenes=[{"scene": "a", "title": 5}]), "scenes[1].title"),
        (write_content(scenes=[{"scene": "a", "title": "x" * 301}]), "scenes[1].title"),
        (write_content(scenes=[{"scene": "a", "notes": "một"}]), "scenes[1].notes"),
        (write_content(scenes=[{"scene": "a", "text": ["x" * 751] * 2}]), "scenes[1].text"),
        (write_content(scenes=[{"scene": "a", "text": ["x"] * 21}]), "scenes[1].text"),
    ],
)
def test_a_file_that_is_none_says_where_it_is_wrong(content: bytes, where: str) -> None:
    with pytest.raises(InputFileError) as refused:
        read_edits(content, "kich-ban.json")
    assert refused.value.message_vi.startswith("kich-ban.json: ")
    assert where in refused.value.message_vi


def test_characters_that_no_document_may_hold_are_left_out() -> None:
    saved = write_edits(change_scene(start_edits(STORY), "two", title="Một\x00 hai\u202e"))
    assert read_edits(saved).scenes[1].title == "Một  hai "


def test_a_scene_written_by_people_says_so() -> None:
    with speak("vi"):
        told = apply_edits(STORY, add_scene(start_edits(STORY), "Cảm ơn", ("a",)))
    assert write(told.scenes[-1].source) == "nội dung do người trình bày thêm"
