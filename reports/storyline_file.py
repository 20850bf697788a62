"""What people changed in a story: order, what is shown, titles, notes, scenes of their own; kept as one small file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.blocks import Paragraphs, Scene, Story
from warehouse.errors import InputFileError
from wording.language import _

KIND, VERSION = "dich-2030-storyline", 1
MOST_BYTES, MOST_SCENES, MOST_LETTERS = 200_000, 60, 4_000
MOST_TITLE, MOST_TEXT, MOST_LINES = 300, 1_500, 20  # letters and paragraphs a screen can still show
OWN = "own-"
NAMES = ("area_id", "period", "language", "release_id")


@dataclass(frozen=True)
class SceneEdit:
    """What people made of one scene.

    Attributes
    ----------
    title : str or None
        Null = as composed, with its numbers.
    notes : tuple of str or None
        One paragraph each; null = as composed.
    text : tuple of str
        Paragraphs of a scene of their own; empty for the others.
    """

    scene_id: str
    is_shown: bool = True
    title: str | None = None
    notes: tuple[str, ...] | None = None
    text: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edits:
    """The scenes in the order they are told, and the place, period, language and release they were written for."""

    area_id: str
    period: str
    language: str
    release_id: str
    scenes: tuple[SceneEdit, ...]


def start_edits(story: Story) -> Edits:
    """Nothing changed yet."""
    cover = story.cover
    scenes = tuple(SceneEdit(scene.scene_id) for scene in story.scenes)
    return Edits(cover.area_id, cover.period, cover.language, cover.release_id, scenes)


def write_edits(edits: Edits) -> bytes:
    """The file: what was left as composed is left out."""
    scenes = [
        {"scene": one.scene_id}
        | ({} if one.is_shown else {"shown": False})
        | ({} if one.title is None else {"title": one.title})
        | ({} if one.notes is None else {"notes": list(one.notes)})
        | ({"text": list(one.text)} if one.text else {})
        for one in edits.scenes
    ]
    content = {"kind": KIND, "version": VERSION, **{name: getattr(edits, name) for name in NAMES}, "scenes": scenes}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_edits(content: bytes, file: str = "storyline.json") -> Edits:
    """Edits from a file somebody hands in.

    Raises
    ------
    InputFileError
        It is too large, no JSON, no storyline, of another version, or holds what a storyline cannot hold; the message says where.
    """
    if len(content) > MOST_BYTES:
        raise InputFileError(file, f"larger than {MOST_BYTES // 1000} KB", f"lớn hơn {MOST_BYTES // 1000} KB")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputFileError(file, f"no JSON ({error})", "không phải JSON hợp lệ") from error
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise InputFileError(
            file, "no storyline; save one on the stage page", "không phải kịch bản; hãy lưu từ trang Trình chiếu"
        )
    if found.get("version") != VERSION:
        raise InputFileError(
            file,
            f"version {found.get('version')}; this program reads version {VERSION}",
            f"thuộc phiên bản {found.get('version')}; chương trình đọc phiên bản {VERSION}",
        )
    names = {name: found.get(name) for name in NAMES}
    if wrong := [name for name, value in names.items() if not isinstance(value, str)]:
        raise InputFileError(file, f"“{wrong[0]}” must be a text", f"mục “{wrong[0]}” phải là chữ")
    scenes = found.get("scenes")
    if not isinstance(scenes, list) or len(scenes) > MOST_SCENES:
        raise InputFileError(
            file,
            f"“scenes” must list at most {MOST_SCENES}",
            f"mục “scenes” phải là danh sách, tối đa {MOST_SCENES} màn",
        )
    read = tuple(_read_scene(one, f"scenes[{place}]", file) for place, one in enumerate(scenes, start=1))
    if len({one.scene_id for one in read}) < len(read):
        raise InputFileError(file, "a scene stands in it twice", "có màn bị lặp lại")
    return Edits(**{name: _clean(str(value)) for name, value in names.items()}, scenes=read)


def _read_scene(found: Any, where: str, file: str) -> SceneEdit:
    if not isinstance(found, dict) or not _is_text(found.get("scene")):
        raise InputFileError(file, f"{where}: no “scene”", f"{where}: thiếu “scene”")
    _check_scene(found, where, file)
    notes = found.get("notes")
    return SceneEdit(
        _clean(found["scene"]),
        found.get("shown", True),
        None if found.get("title") is None else _clean(found["title"]),
        None if notes is None else tuple(map(_clean, notes)),
        tuple(map(_clean, found.get("text", ()))),
    )


def _clean(text: str) -> str:
    """A text without characters that no document may hold or that turn its direction."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def _check_scene(found: Mapping[str, Any], where: str, file: str) -> None:
    text = found.get("text", [])
    checks = {
        "shown": isinstance(found.get("shown", True), bool),
        "title": found.get("title") is None or (_is_text(found["title"]) and len(found["title"]) <= MOST_TITLE),
        "notes": found.get("notes") is None or _is_list(found["notes"]),
        "text": _is_list(text) and len(text) <= MOST_LINES and sum(map(len, text)) <= MOST_TEXT,
    }
    for name, is_right in checks.items():
        if not is_right:
            raise InputFileError(
                file,
                f"{where}.{name}: not of the kind or length expected",
                f"{where}.{name}: sai kiểu hoặc quá dài",
            )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MOST_LETTERS


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_SCENES and all(map(_is_text, value))


def apply_edits(story: Story, edits: Edits) -> Story:
    """The story as people want it told.

    Titles and notes changed by hand are plain words: their numbers are no longer those of the release. A scene the story has and the
    edits do not know comes last; one the edits know and the story no longer has is told only where people wrote its title.
    """
    composed = {scene.scene_id: scene for scene in story.scenes}
    known = {one.scene_id for one in edits.scenes}
    told = [_tell(one, composed.get(one.scene_id)) for one in edits.scenes if one.is_shown]
    new = [scene for scene in story.scenes if scene.scene_id not in known]
    return replace(story, scenes=(*(scene for scene in told if scene), *new))


def _tell(edit: SceneEdit, scene: Scene | None) -> Scene | None:
    notes = tuple((note,) for note in edit.notes or () if note)
    if scene is None:
        text = edit.text or (
            () if edit.scene_id.startswith(OWN) else (_("The release has no figures for this scene."),)
        )
        blocks = (Paragraphs(tuple((one,) for one in text), is_list=len(text) > 1),) if text else ()
        source = (_("text added by hand"),)
        return Scene(edit.scene_id, (edit.title,), blocks, source, notes) if edit.title else None
    return replace(
        scene,
        title=scene.title if not edit.title else (edit.title,),
        notes=scene.notes if edit.notes is None else notes,
    )


def list_unknown(story: Story, edits: Edits) -> list[SceneEdit]:
    """Scenes of the edits that the story no longer has, beside people's own."""
    composed = {scene.scene_id for scene in story.scenes}
    return [one for one in edits.scenes if one.scene_id not in composed and not one.scene_id.startswith(OWN)]


def complete_edits(story: Story, edits: Edits) -> Edits:
    """The edits with the scenes of the story they do not know yet, at the end."""
    known = {one.scene_id for one in edits.scenes}
    new = (SceneEdit(scene.scene_id) for scene in story.scenes if scene.scene_id not in known)
    return replace(edits, scenes=(*edits.scenes, *new))


def move_scene(edits: Edits, scene_id: str, steps: int) -> Edits:
    """A scene so many places further back, or forward."""
    scenes = list(edits.scenes)
    place = next(number for number, one in enumerate(scenes) if one.scene_id == scene_id)
    one = scenes.pop(place)
    scenes.insert(max(0, min(len(scenes), place + steps)), one)
    return replace(edits, scenes=tuple(scenes))


def change_scene(edits: Edits, scene_id: str, **changes: Any) -> Edits:
    """One scene with some of its fields changed."""
    scenes = tuple(replace(one, **changes) if one.scene_id == scene_id else one for one in edits.scenes)
    return replace(edits, scenes=scenes)


def add_scene(edits: Edits, title: str, text: Sequence[str]) -> Edits:
    """A scene of people's own at the end."""
    taken = {one.scene_id for one in edits.scenes}
    name = next(f"{OWN}{number}" for number in range(1, MOST_SCENES + 2) if f"{OWN}{number}" not in taken)
    return replace(edits, scenes=(*edits.scenes, SceneEdit(name, title=title, text=tuple(text))))
