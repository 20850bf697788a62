"""What people changed in a story, saved as one small file: order, what is shown, titles and notes by hand, own scenes of text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from reports.blocks import Cover, Paragraphs, Scene, Story
from warehouse.errors import StorylineError
from wording.language import _, speak

FORMAT, VERSION = "dich2030-storyline", 1
MOST_BYTES, MOST_SCENES, MOST_LINES, LONGEST = 1_000_000, 100, 50, 2_000
SCENE_ID = re.compile(r"[a-z]+(-\d+)?", re.ASCII)
OWN = re.compile(r"own-\d+", re.ASCII)


@dataclass(frozen=True)
class SceneEdit:
    """What people decided of one scene; its place in the list is its place in the story.

    Attributes
    ----------
    scene_id : str
        As :class:`reports.blocks.Scene`; ``own-1`` … are scenes of text that people added.
    title : str or None
        Written by hand: plain text whose numbers are nobody's but the writer's. Null = the one composed.
    notes : sequence of str or None
        Likewise.
    text : sequence of str
        Paragraphs of an own scene; empty for the others.
    """

    scene_id: str
    is_shown: bool = True
    title: str | None = None
    notes: Sequence[str] | None = None
    text: Sequence[str] = ()


@dataclass(frozen=True)
class StorylineEdits:
    """Edits of a story, and what it was a story of."""

    area_id: str
    period: str
    language: str
    release_id: str
    scenes: Sequence[SceneEdit]


def begin_edits(story: Story) -> StorylineEdits:
    """The story as it was composed, to be changed."""
    cover = story.cover
    scenes = tuple(SceneEdit(scene.scene_id) for scene in story.scenes)
    return StorylineEdits(cover.area_id, cover.period, cover.language, cover.release_id, scenes)


def write_edits(edits: StorylineEdits) -> bytes:
    """The edits as a file."""
    content = {"format": FORMAT, "version": VERSION, **asdict(edits)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_edits(content: bytes) -> StorylineEdits:
    """Read a file of edits.

    Raises
    ------
    StorylineError
        It is no such file, it is damaged, or it was written by a newer program; the message says where and what to do.
    """
    if len(content) > MOST_BYTES:
        raise _fail(
            "the file is too large for a storyline; choose the file saved here",
            "tệp quá lớn; hãy chọn tệp kịch bản đã lưu",
        )
    try:
        saved = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise _fail(
            "this is no storyline file, or it is damaged; choose the file saved here, or begin anew",
            "đây không phải tệp kịch bản hoặc tệp đã hỏng; hãy chọn tệp đã lưu hoặc bắt đầu lại",
        ) from error
    if not isinstance(saved, dict) or saved.get("format") != FORMAT:
        raise _fail(
            "this is no storyline file; choose the file saved here",
            "đây không phải tệp kịch bản; hãy chọn tệp đã lưu từ trang này",
        )
    if saved.get("version") != VERSION:
        raise _fail(
            f"the storyline has version {saved.get('version')!r}, this program reads {VERSION}; use the newer program",
            f"kịch bản có phiên bản {saved.get('version')!r}, chương trình này đọc phiên bản {VERSION}; hãy dùng chương trình mới hơn",
        )
    facts = {name: _read_text(saved.get(name), name) for name in ("area_id", "period", "language", "release_id")}
    return StorylineEdits(scenes=_read_scenes(saved.get("scenes")), **facts)


def _read_scenes(saved: Any) -> tuple[SceneEdit, ...]:
    if not isinstance(saved, list) or len(saved) > MOST_SCENES:
        raise _fail_at("scenes", f"a list of at most {MOST_SCENES} scenes", f"danh sách không quá {MOST_SCENES} cảnh")
    scenes = tuple(_read_scene(scene, f"scenes[{place}]") for place, scene in enumerate(saved))
    names = [scene.scene_id for scene in scenes]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise _fail_at(f"scenes: {twice}", "each scene once", "mỗi cảnh chỉ một lần")
    return scenes


def _read_scene(saved: Any, where: str) -> SceneEdit:
    if not isinstance(saved, dict):
        raise _fail_at(where, "a scene", "một cảnh")
    scene_id = _read_text(saved.get("scene_id"), f"{where}.scene_id")
    if not SCENE_ID.fullmatch(scene_id):
        raise _fail_at(f"{where}.scene_id", "a name such as headline or own-1", "tên như headline hoặc own-1")
    is_shown = saved.get("is_shown", True)
    if not isinstance(is_shown, bool):
        raise _fail_at(f"{where}.is_shown", "true or false", "true hoặc false")
    title = None if saved.get("title") is None else _read_text(saved["title"], f"{where}.title")
    notes = None if saved.get("notes") is None else _read_lines(saved["notes"], f"{where}.notes")
    return SceneEdit(scene_id, is_shown, title, notes, _read_lines(saved.get("text", []), f"{where}.text"))


def _read_lines(saved: Any, where: str) -> tuple[str, ...]:
    if not isinstance(saved, list) or len(saved) > MOST_LINES:
        raise _fail_at(where, f"a list of at most {MOST_LINES} texts", f"danh sách không quá {MOST_LINES} đoạn")
    return tuple(_read_text(line, f"{where}[{place}]") for place, line in enumerate(saved))


def _read_text(saved: Any, where: str) -> str:
    if not isinstance(saved, str) or len(saved) > LONGEST:
        raise _fail_at(where, f"a text of at most {LONGEST} characters", f"văn bản không quá {LONGEST} ký tự")
    return "".join(character if character.isprintable() else " " for character in saved)


def apply_edits(story: Story, edits: StorylineEdits) -> Story:
    """The story as people want it told.

    Scenes come in the order of the edits; those the edits do not know, because a newer release has them, follow at the end. A scene the
    story no longer has stays where people wrote something for it, and says that this release has nothing to show there.

    Raises
    ------
    StorylineError
        The edits are of another place, period or language: titles by hand would say wrong things.
    """
    check_cover(story.cover, edits)
    known = {scene.scene_id: scene for scene in story.scenes}
    asked = {edit.scene_id for edit in edits.scenes}
    with speak(story.cover.language):
        told = [_apply(known.get(edit.scene_id), edit) for edit in edits.scenes if edit.is_shown]
    scenes = [scene for scene in told if scene is not None]
    return replace(story, scenes=(*scenes, *(scene for scene in story.scenes if scene.scene_id not in asked)))


def check_cover(cover: Cover, edits: StorylineEdits) -> None:
    """That edits belong to a document.

    Raises
    ------
    StorylineError
        They are of another place, period or language.
    """
    wanted, found = (cover.area_id, cover.period, cover.language), (edits.area_id, edits.period, edits.language)
    if wanted != found:
        here, there = " · ".join(wanted), " · ".join(found)
        raise _fail(
            f"the storyline is of {there}, the document of {here}; open the document it was saved for, or begin anew",
            f"kịch bản được lưu cho {there}, tài liệu đang mở là {here}; hãy mở đúng tài liệu hoặc bắt đầu lại",
        )


def list_gone(story: Story, edits: StorylineEdits) -> list[str]:
    """Scenes the edits know and the story no longer has, so that people can be told."""
    known = {scene.scene_id for scene in story.scenes}
    return [edit.scene_id for edit in edits.scenes if edit.scene_id not in known and not OWN.fullmatch(edit.scene_id)]


def _apply(scene: Scene | None, edit: SceneEdit) -> Scene | None:
    """One scene as people want it; None for one that is gone and for which nobody wrote anything."""
    notes = None if edit.notes is None else tuple((line,) for line in edit.notes if line)
    if scene is not None:
        title = (edit.title,) if edit.title else scene.title
        return replace(scene, title=title, notes=scene.notes if notes is None else notes)
    if OWN.fullmatch(edit.scene_id):
        text = Paragraphs(tuple((line,) for line in edit.text if line))
        return Scene(edit.scene_id, (edit.title or _("Untitled"),), (text,), (_("text added by hand"),), notes or ())
    if not edit.title and not notes:
        return None
    gone = Paragraphs(((_("This release has nothing to show here."),),))
    return Scene(edit.scene_id, (edit.title or _("Untitled"),), (gone,), (_("nothing reported"),), notes or ())


def _fail(english: str, vietnamese: str) -> StorylineError:
    return StorylineError(english, vietnamese)


def _fail_at(where: str, english: str, vietnamese: str) -> StorylineError:
    return _fail(
        f"storyline file, {where}: expected {english}; save the storyline again, or begin anew",
        f"tệp kịch bản, {where}: cần {vietnamese}; hãy lưu lại kịch bản hoặc bắt đầu lại",
    )
