"""What documents say of the targets of a place, where a word too much would mislead: no year, no end, no verdict that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from reports.blocks import Block, Scene, list_block_phrases
from reports.content import Content, read_content
from reports.review.results import compose_targets
from reports.review.shortcomings import compose_missed
from reports.scenes.headline import compose_headline
from warehouse.queries import Release, open_release
from wording.language import speak
from wording.phrases import write

FORMER_CITY, NATION = "79.before-2025-07", "VN"


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    opened = open_release(demonstration_folder)
    with speak("vi"):
        yield opened
    read.cache_clear()
    opened.connection.close()


@cache
def read(release: Release, area_id: str, period: str) -> Content:
    return read_content(release, area_id, period)


def tell(*blocks: Block) -> str:
    """Everything blocks say."""
    return " | ".join(write(phrase) for block in blocks for phrase in list_block_phrases(block))


def tell_scene(scene: Scene | None) -> str:
    """Everything a scene says."""
    assert scene is not None
    return " | ".join([write(scene.title), tell(*scene.blocks), write(scene.source), *map(write, scene.notes)])


def test_a_target_without_a_year_is_told_without_one(release: Release) -> None:
    content = read(release, FORMER_CITY, "2025-H1")
    told = tell_scene(compose_headline(content)) + tell(*compose_targets(content))
    assert "None" not in told
    assert "–:" not in told
    assert "1/1 chỉ tiêu" not in told
    assert "chỉ tiêu đến hạn đã có kết luận" not in tell(*compose_missed(content))


def test_no_year_is_named_where_no_target_has_one(release: Release) -> None:
    assert write(compose_headline(read(release, NATION, "2024")).title) == "Việt Nam: chưa có số liệu về các chỉ tiêu"
