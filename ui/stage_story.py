"""The story of a place and period as the stage tells it, kept a while, and the link that opens it with what people changed."""

from __future__ import annotations

import base64
import binascii
import zlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from reports.blocks import Story
from reports.content import read_content
from reports.cover import compose_cover
from reports.scenes import compose_story
from reports.stage import write_stage
from reports.storyline_file import MOST_BYTES, Edits, apply_edits, read_edits, start_edits, write_edits
from ui.state import AREA, LANGUAGE, PERIOD, RELEASE
from warehouse.errors import InputFileError
from warehouse.queries import open_release
from wording.language import _, speak

ROUTE = "/man-trinh-chieu"
EDITS = "kich_ban"
KEPT_STORIES, KEPT_STAGES = 32, 16
LONGEST_LINK = 6_000  # letters; what servers between take of an address


@lru_cache(maxsize=KEPT_STORIES)
def tell_story(folder: str, release_id: str, area_id: str, period: str, language: str) -> Story:
    """The story as it is composed, on a release opened for it.

    Raises
    ------
    Dich2030Error
        No such release or place, or nothing to tell of it in the period.
    """
    release = open_release(Path(folder), release_id)
    try:
        with speak(language):
            content = read_content(release, area_id, period)
            return compose_story(content, compose_cover(content))
    finally:
        release.connection.close()


@lru_cache(maxsize=KEPT_STAGES)
def make_stage(folder: str, release_id: str, area_id: str, period: str, language: str, packed: str = "") -> str:
    """The document of the stage; ``packed`` = what people changed, as :func:`pack_edits` writes it.

    Raises
    ------
    Dich2030Error
        As :func:`tell_story`, or the edits cannot be read.
    """
    story = tell_story(folder, release_id, area_id, period, language)
    release = open_release(Path(folder), release_id)
    try:
        with speak(language):
            told = apply_edits(story, unpack_edits(packed)) if packed else story
            return write_stage(told, release)
    finally:
        release.connection.close()


def pack_edits(story: Story, edits: Edits) -> str:
    """Edits as text for an address; empty where nothing was changed."""
    if edits.scenes == start_edits(story).scenes:
        return ""
    return base64.urlsafe_b64encode(zlib.compress(write_edits(edits), 9)).decode().rstrip("=")


def unpack_edits(packed: str) -> Edits:
    """Edits from an address.

    Raises
    ------
    InputFileError
        They were cut or changed on the way.
    """
    where = _("the storyline in the address")
    try:
        reader = zlib.decompressobj()
        content = reader.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), MOST_BYTES)
    except (zlib.error, binascii.Error, ValueError) as error:
        raise InputFileError(
            where, f"cannot be read ({error})", "không đọc được, hãy mở lại từ trang Trình chiếu"
        ) from error
    return read_edits(content, where)


def write_stage_link(cover_story: Story, packed: str) -> str:
    """Address of the stage, of this release for good; empty where what people changed is too long for one."""
    cover = cover_story.cover
    values = {LANGUAGE: cover.language, AREA: cover.area_id, PERIOD: cover.period, RELEASE: cover.release_id}
    query = urlencode({**values, EDITS: packed} if packed else values)
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    address = f"/{base}{ROUTE}?{query}" if base else f"{ROUTE}?{query}"
    return address if len(address) <= LONGEST_LINK else ""
