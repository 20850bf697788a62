"""What documents say of the targets of a place, where a word too much would mislead: no year, no end, no verdict that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from reports.blocks import Block, Paragraphs, Scene, Table, list_block_phrases
from reports.content import Content, read_content
from reports.review.ahead import compose_ahead
from reports.review.ahead import compose_outlook as compose_outlook_part
from reports.review.annexes import compose_area_results
from reports.review.bases import list_bases, list_unread
from reports.review.direction import compose_documents
from reports.review.results import compose_targets
from reports.review.shortcomings import compose_missed
from reports.review.units import compose_units
from reports.scenes.area_map import choose_row, compose_map, tell_title
from reports.scenes.headline import compose_headline, tell_headline
from reports.scenes.outlook import compose_outlook
from reports.scenes.proposals import compose_proposals
from reports.scenes.verdict import compose_verdict
from reports.tally import tell_unjudged
from warehouse.queries import Release, open_release
from wording.language import speak
from wording.phrases import list_figures, write

CITY, FORMER_CITY, MERGED, DISTRICT = "01.2025-07", "79.before-2025-07", "24.2025-07", "001.before-2025-07"
HOA_BINH, REAL, NATION = "17.before-2025-07", "14.2025-07", "VN"


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


@pytest.mark.parametrize("area_id", [DISTRICT, FORMER_CITY])
def test_a_document_of_before_the_end_does_not_know_of_it(release: Release, area_id: str) -> None:
    content = read(release, area_id, "2024")
    told = tell_scene(compose_headline(content)) + tell_scene(compose_verdict(content))
    assert "kết thúc" not in told
    assert "cuối cùng" not in told
    assert "Không áp dụng" not in told
    assert "đến 31/12/2024 chưa có chỉ tiêu nào đến hạn" in told
    assert compose_proposals(content) is not None
    assert len(compose_ahead(content)) == 4


def test_districts_were_not_due_before_they_ended(release: Release) -> None:
    content = read(release, CITY, "2024")
    assert tell_scene(compose_map(content)).count("Không áp dụng") == 0


def test_a_place_that_ended_is_told_until_its_end(release: Release) -> None:
    content = read(release, DISTRICT, "2025")
    assert content.day == date(2025, 6, 30)
    assert (
        write(tell_headline(content)) == "Quận Ba Đình kết thúc ngày 30/6/2025: số liệu cuối cùng, không xét chỉ tiêu"
    )
    assert (compose_proposals(content), compose_ahead(content)) == (None, ())


def test_units_that_are_silent_do_not_silence_the_place(release: Release) -> None:
    told = tell_scene(compose_map(read(release, REAL, "2025")))
    assert "chưa có báo cáo nào" not in told
    assert "Đến 31/12/2025 chưa có xã, phường nào báo cáo; các số liệu đã nêu là số của toàn địa bàn." in told


def test_targets_next_due_are_told_before_they_are(release: Release) -> None:
    content = read(release, CITY, "2024")
    scene = compose_verdict(content)
    assert scene is not None
    assert isinstance(scene.blocks[0], Table)
    undue = [row[4] for row in scene.blocks[0].rows if write(row[4].phrase) == "Chưa đến hạn ở kỳ này"]
    assert len(undue) == 8
    assert {cell.status for cell in undue} == {None}
    tables = [block for block in compose_outlook_part(content) if isinstance(block, Table)]
    assert {write(row[1].phrase) for row in tables[1].rows} == {"2025", "2026"}


def test_targets_between_are_told_with_the_outlook(release: Release) -> None:
    content = read(release, CITY, "2026-Q3")
    assert tell_scene(compose_outlook(content)).count("đạt sớm chỉ tiêu") >= 3
    assert "| 2026 |" in tell(*compose_outlook_part(content))


def test_a_target_nobody_verified_is_not_a_missing_figure(release: Release) -> None:
    content = read(release, REAL, "2025")
    told = tell(*compose_outlook_part(content))
    assert "Chưa có số liệu để đánh giá" not in told
    assert "Chưa đánh giá được các chỉ tiêu 2030" in told
    assert "chưa kiểm chứng" in told
    assert "đạt sớm" in tell_scene(compose_outlook(content)).lower()


def test_an_inherited_target_is_told_as_such(release: Release) -> None:
    merged, own = read(release, MERGED, "2025"), read(release, CITY, "2025")
    for scene in (compose_headline(merged), compose_verdict(merged)):
        assert scene is not None
        assert "chỉ tiêu kế thừa từ Việt Nam" in write(scene.source)
    told = tell_scene(compose_headline(own)) + tell_scene(compose_outlook(own))
    assert "kế thừa" not in told
    assert "·  ·" not in told
    assert "kế thừa" not in tell(*compose_targets(own))


def test_own_targets_of_merged_provinces_are_told_for_reference(release: Release) -> None:
    told = tell(*compose_targets(read(release, MERGED, "2025")))
    reference = told[told.index("Chỉ tiêu riêng năm 2025") :]
    for text in (
        "Người lớn là Công dân học tập: Tỉnh Bắc Ninh 45%",
        "Công dân học tập có kỹ năng số: Tỉnh Bắc Ninh 75%",
    ):
        assert text in reference
    assert "Tỉnh Bắc Giang" not in reference
    assert "Chỉ tiêu riêng" not in tell(*compose_targets(read(release, CITY, "2025")))


def test_an_undecided_unit_has_no_verdict(release: Release) -> None:
    content = read(release, CITY, "2025")
    row = choose_row(content)
    assert row is not None
    units = [{"status": status, "value": 50.0} for status in ("attained", "exceeded", "undecided", "not_attained")]
    told = write(tell_title(content, row, [*units, {"status": "no_data", "value": None}]))
    assert "2/3 xã, phường có kết luận đã đạt chỉ tiêu; 1 chưa kết luận được; 1 chưa có số liệu" in told


def test_targets_counted_are_those_of_the_documents_cited(release: Release) -> None:
    content = read(release, NATION, "2025")
    cited = {row["document_code"] for row in list_bases(content)}
    told = compose_documents(content)[0]
    assert isinstance(told, Paragraphs)
    with release.connection.cursor() as cursor:
        count = cursor.execute(
            "select count(*) from dim_target where list_contains(?, document_code) and scope_area_id = 'VN' and is_verified "
            "and target_value is not null",
            [sorted(cited)],
        ).fetchone()
    assert [figure.text for figure in list_figures(told.items[0])] == [str(count[0]), str(len(cited))]  # type: ignore[index]


def test_documents_issued_later_are_not_known_yet(release: Release) -> None:
    content = read(release, HOA_BINH, "2020")
    assert list_unread(content) == []
    assert "677/QĐ-TTg" not in tell(*compose_documents(content))


def test_other_targets_are_not_those_of_the_table(release: Release) -> None:
    content = read(release, REAL, "2025")
    scene = compose_verdict(content)
    assert scene is not None
    assert tell(scene.blocks[1]) == "Các chỉ tiêu 2025 khác: 17 chưa có số liệu."


def test_a_rate_without_a_base_is_not_on_another_one(release: Release) -> None:
    content = read(release, CITY, "2025")
    assert content.board.ahead is not None
    told = [write(phrase) for phrase in tell_unjudged(content, content.board.ahead)]
    assert "1 chỉ tiêu có số liệu khác mẫu số" in told
    assert "1 chỉ tiêu có số liệu mà nguồn không nêu mẫu số" in told


def test_a_place_without_figures_tells_those_of_its_units(release: Release) -> None:
    content = read(release, NATION, "2025")
    told = tell(*compose_units(content))
    assert "tỉnh, thành phố có kết luận đã đạt chỉ tiêu" in told
    annex = compose_area_results(content)
    assert annex is not None
    tables = [block for block in (*compose_units(content), *annex.blocks) if isinstance(block, Table)]
    assert "mô phỏng" in write(tables[0].source)
    marks = {"(mô phỏng)" in write(row[0].phrase) for row in tables[0].rows}
    assert marks == {True, False}
    assert "Tỉnh Sơn La" in tell(*annex.blocks)
