"""Parts of the overview by themselves: the sentence in every case, the pairing of years, and the picture of the map."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from shapely import LinearRing
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui.overview_changes import find_turn, tell_comparison, tell_people
from ui.overview_map import build_overview_routes
from ui.overview_picture import write_svg
from ui.theme import var
from warehouse.model import Status
from warehouse.publish import read_current_id
from wording.board import Board, Column
from wording.language import use_language
from wording.looks import LOOKS
from wording.overview_goals import choose_columns, pair_goals
from wording.overview_words import tell_message, tell_source
from wording.places import Area

PLACE = Area("1", "01", "2025-07", "province", "Nơi ấy", None, "", None, "", None, None)
ROW: dict[str, Any] = {
    "indicator_id": "a", "status": "attained", "value": 50.0, "likelihood": None, "gap_count": 0, "target_value": 40.0, "name_vi": "Một",
    "unit_noun_vi": "người", "firm": True, "is_reported": True, "expected_count": None, "reporter_count": None, "as_of": date(2025, 12, 31),
    "period_end": date(2025, 12, 31), "report_status": "final", "is_simulated": False, "source_name_vi": "Sổ", "target_year": 2025,
    "remaining_pace": None, "k": None, "observed_pace": None, "direction": 1,
}  # fmt: skip
HANOI, INDICATOR = "01.2025-07", "learning_citizen_rate_adults_in_learning_models"


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    use_language("vi")


def build_column(year: int | None, *statuses: str, is_ahead: bool = False, **changes: Any) -> Column:
    rows = [
        {**ROW, "indicator_id": str(place), "status": status, "target_year": year, **changes}
        for place, status in enumerate(statuses)
    ]
    return Column(year, is_ahead, rows, [], [], [], [])


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (("attained", "exceeded", "attained"), "đạt cả 3 chỉ tiêu 2025"),
        (("not_attained", "not_attained"), "chưa đạt chỉ tiêu nào trong 2 chỉ tiêu 2025"),
        (("undecided", "undecided"), "chưa kết luận được chỉ tiêu nào trong 2 chỉ tiêu 2025"),
        (("attained", "not_attained", "undecided"), "đạt 1/3 chỉ tiêu 2025 so sánh được, 1 chưa kết luận được"),
        (("not_attained", "attained"), "đạt 1/2 chỉ tiêu 2025"),
        (("attained",), "đạt 1/1 chỉ tiêu 2025"),
        (("not_attained",), "đạt 0/1 chỉ tiêu 2025"),
    ],
)
def test_all_and_none_are_said_as_such(statuses: tuple[str, ...], words: str) -> None:
    assert tell_message(PLACE, Board(build_column(2025, *statuses), None, []), 2025).startswith(f"Nơi ấy: {words}")


def test_what_has_ended_is_no_matter_of_the_year_ahead() -> None:
    ahead = build_column(2030, "on_track", "slow", is_ahead=True, likelihood="likely")
    board = Board(build_column(2025, "not_attained"), ahead, [])
    assert "2025" not in tell_message(PLACE, board, 2030)
    assert tell_message(PLACE, board, 2025).endswith("2/2 chỉ tiêu 2030 nhiều khả năng đạt hoặc đã đạt sớm")


def test_figures_without_a_verdict_and_no_figures_are_told_apart() -> None:
    uncompared = Column(2025, False, [], [{**ROW, "status": "not_comparable"}], [], [], [])
    silent = Column(2025, False, [], [], [], [{**ROW, "status": "no_data", "value": None}], [])
    assert "có số liệu" in tell_message(PLACE, Board(uncompared, None, []), 2025)
    assert "chưa có số liệu cho chỉ tiêu năm 2025" in tell_message(PLACE, Board(silent, None, []), 2025)
    assert tell_source(PLACE, Board(silent, None, [])) == ""
    assert "Nơi ấy" in tell_message(PLACE, Board(None, None, []), None)


def test_an_area_that_ended_has_last_figures_or_none() -> None:
    ended = replace(PLACE, valid_to=date(2025, 6, 30))
    assert "30/6/2025" in tell_message(ended, Board(build_column(None, "not_applicable"), None, []), 2025)
    empty = Board(Column(None, False, [], [], [], [], []), None, [])
    assert tell_message(ended, empty, 2025).endswith("không để lại số liệu")


def test_the_source_says_how_much_is_simulated() -> None:
    rows = [{**ROW, "is_simulated": True}, {**ROW, "indicator_id": "b", "as_of": date(2026, 9, 30)}]
    line = tell_source(PLACE, Board(Column(2025, False, rows, [], [], [], []), None, []))
    assert line.startswith("Số liệu đến 31/12/2025, 30/9/2026 · số mô phỏng có ghi rõ")
    assert line.endswith("nguồn: Sổ")
    all_simulated = Board(Column(2025, False, rows[:1], [], [], [], []), None, [])
    assert "số liệu mô phỏng" in tell_source(PLACE, all_simulated)


def test_a_chosen_year_takes_the_place_of_the_one_on_its_side() -> None:
    early, late, middle = (build_column(year, "open", is_ahead=year > 2025) for year in (2025, 2030, 2026))
    board = Board(early, late, [middle])
    assert choose_columns(board, 2025) == board
    chosen = choose_columns(board, 2026)
    assert (chosen.ended, chosen.ahead, list(chosen.others)) == (early, middle, [late])


def test_goals_pair_both_years_and_keep_the_order_of_the_verdicts() -> None:
    ended, ahead = (
        build_column(2025, "not_attained", "attained"),
        build_column(2030, "slow", "slow", "slow", is_ahead=True),
    )
    goals = pair_goals(Board(ended, ahead, []))
    assert [(goal.verdict is not None, goal.outlook is not None) for goal in goals] == [
        (True, True),
        (True, True),
        (False, True),
    ]
    assert [goal.main["target_year"] for goal in goals] == [2025, 2025, 2030]


def test_a_change_away_from_the_target_is_worse_whatever_the_direction() -> None:
    assert [find_turn(Decimal(points), way) for points, way in ((1, 1), (1, -1), (-1, 1), (0, 1))] == [
        "better",
        "worse",
        "worse",
        "still",
    ]


def test_people_keep_their_sign_and_are_not_made_up() -> None:
    row = {"old_numerator": 1500.0, "new_numerator": 250.0, "unit_noun_vi": "người"}
    assert tell_people(row) == "−1.250 người"
    assert tell_people({**row, "new_numerator": 2750.0}) == "+1.250 người"
    assert tell_people({**row, "old_numerator": None}) == "–"


@pytest.mark.parametrize(
    ("recast", "words"), [("none", "địa giới không đổi"), ("exact", "ghép lại"), ("estimated", "ước tính")]
)
def test_the_earlier_period_says_on_which_boundary_it_stands(recast: str, words: str) -> None:
    assert words in tell_comparison([{"unit_count": 3, "recast": recast, "is_simulated": False}])


@pytest.fixture
def client(demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("DICH_WAREHOUSE", str(demonstration_folder))
    return TestClient(Starlette(routes=build_overview_routes()))


def test_the_picture_draws_every_ward_in_the_look_of_its_status(
    client: TestClient, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    release_id = read_current_id(demonstration_folder)
    answer = client.get(f"/overview-map/{release_id}/{HANOI}/{INDICATOR}/2025/ward_2025-07.svg")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    counts = dict(
        released.execute(
            """
            select s.status, count(*)
            from mart_standing as s inner join dim_area as a using (area_id)
            where a.parent_area_id = ? and a.level = 'ward' and a.era = '2025-07' and s.indicator_id = ?
              and s.target_year = 2025 and s.is_headline
            group by 1
            """,
            [HANOI, INDICATOR],
        ).fetchall()
    )
    drawn = {
        paint: path.count("M")
        for paint, path in re.findall(r"<path fill='([^']+)' stroke='[^']+' d='([^']+)'", answer.text)
    }
    assert sum(counts.values()) == 126
    for status, count in counts.items():
        look = LOOKS[Status(status)]
        assert drawn[var(f"{status}-fill") if look.pattern == "solid" else f"url(#{status})"] == count


def test_the_nation_shows_both_archipelagos(client: TestClient, demonstration_folder: Path) -> None:
    release_id = read_current_id(demonstration_folder)
    text = client.get(f"/overview-map/{release_id}/VN/{INDICATOR}/2025/province_2025-07.svg").text
    assert "Hoàng Sa" in text
    assert "Trường Sa" in text


@pytest.mark.parametrize(
    "path", [f"no-such/{HANOI}", "..%2f..%2fstore/VN", "{current}/999.nowhere", "{current}/00004.2025-07"]
)
def test_what_has_no_shapes_has_no_picture(client: TestClient, demonstration_folder: Path, path: str) -> None:
    asked = path.replace("{current}", str(read_current_id(demonstration_folder)))
    assert client.get(f"/overview-map/{asked}/{INDICATOR}/2025/ward_2025-07.svg").status_code == 404
    assert client.get(f"/overview-map/{asked}/{INDICATOR}/2025/nothing_at-all.svg").status_code == 404


def test_units_far_off_stand_in_a_corner() -> None:
    near = [square(f"n{place}", 106 + place / 10, 10) for place in range(20)]
    shapes = {"features": [*near, square("far", 106, 2)]}
    statuses = {one["id"]: "attained" for one in shapes["features"]}
    together = write_svg(shapes, statuses, is_national=True)
    apart = write_svg(shapes, statuses, is_national=False)
    assert "fill='none' stroke='var(--quiet)'" in apart
    assert "fill='none' stroke='var(--quiet)'" not in together
    assert write_svg(shapes, {}, is_national=False) == ""


def test_a_unit_enclosed_by_another_is_not_painted_over() -> None:
    inner, outer = square("inner", 106.0, 10.0), square("outer", 105.9, 9.9, 0.3)
    hole = inner["geometry"]["coordinates"][0]
    outer["geometry"]["coordinates"].append(hole[::-1])
    svg = write_svg({"features": [inner, outer]}, {"inner": "attained", "outer": "not_attained"}, is_national=False)
    painted = [read_rings(path) for path in re.findall(r" d='(M[^']+)'/>", svg)]
    assert [len(rings) for rings in painted] == [1, 2]
    enclosed, (around, opened) = LinearRing(painted[0][0]), map(LinearRing, painted[1])
    assert opened.equals(enclosed)
    assert opened.is_ccw is not around.is_ccw


def read_rings(path: str) -> list[list[tuple[int, int]]]:
    """Corners of each ring of a path."""
    rings = []
    for ring in path.split("z")[:-1]:
        x, y, *steps = map(int, re.findall(r"-?[0-9]+", ring))
        corners = [(x, y)]
        for across, down in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + across, y + down
            corners.append((x, y))
        rings.append(corners)
    return rings


def square(name: str, west: float, south: float, side: float = 0.1) -> dict[str, Any]:
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return {"id": name, "geometry": {"type": "Polygon", "coordinates": [ring]}}
