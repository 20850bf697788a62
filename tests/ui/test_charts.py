"""What the charts join, label and colour: nothing that cannot be compared stands on one line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.charts import build_groups, describe_groups
from ui.series import (
    choose_labelled,
    describe_series,
    has_open_reports,
    is_worth_drawing,
    list_target_marks,
    split_strands,
    tell_thin,
    write_series_key,
)
from ui.series_chart import build_series
from ui.theme import colour
from wording.language import use_language


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    use_language("vi")
    yield
    use_language("vi")


def make_point(year: int, value: float | None, **changes: Any) -> dict[str, Any]:
    """A simulated row of ``read_series``."""
    row = {
        "period": str(year), "period_end": date(year, 12, 31), "value": value, "lo": value, "hi": value, "completeness": 1.0,
        "basis": "total", "target_basis": "total", "target_value": None, "is_simulated": True, "status": "slow",
        "qualifier": "exact", "direction": 1, "numerator": None, "denominator": None,
    }  # fmt: skip
    return row | changes


def make_target(year: int, value: float | None, **changes: Any) -> dict[str, Any]:
    row = {
        "due": date(year, 12, 31), "target_value": value, "is_verified": True, "target_operator": ">=", "document_number": "1/KH",
        "scope_name_vi": "Thành phố A", "scope_name_en": "City A",
    }  # fmt: skip
    return row | changes


def read_figure(
    series: list[dict[str, Any]], targets: list[dict[str, Any]], accumulation: str = "stock"
) -> dict[str, Any]:
    strands = split_strands(series, "total")
    figure = build_series(strands, list_target_marks(targets), "percent", accumulation)
    drawn: dict[str, Any] = json.loads(figure.to_json())
    return drawn


points = st.builds(
    make_point,
    st.integers(2019, 2026),
    st.one_of(st.none(), st.floats(0, 100)),
    basis=st.sampled_from(["total", "registered", "unknown"]),
    is_simulated=st.booleans(),
)


@given(st.lists(points, max_size=40))
def test_a_strand_is_of_one_base_and_one_nature(series: list[dict[str, Any]]) -> None:
    strands = split_strands(series, "total")
    for strand in strands:
        assert {(row["basis"], row["is_simulated"]) for row in strand.rows} == {(strand.basis, strand.is_simulated)}
        assert [row["period_end"] for row in strand.rows] == sorted({row["period_end"] for row in strand.rows})
        assert strand.is_judged == (strand.basis == "total")
    keys = {(row["basis"], row["is_simulated"], row["period"]) for row in series if row["value"] is not None}
    assert sum(len(strand.rows) for strand in strands) == len(keys)


def test_a_period_with_several_targets_is_one_point() -> None:
    series = [make_point(2024, 30.0, target_value=40.0), make_point(2024, 30.0, target_value=60.0)]
    assert [len(strand.rows) for strand in split_strands(series, "total")] == [1]


def test_suppressed_values_are_not_drawn() -> None:
    assert split_strands([make_point(2024, 30.0, status="suppressed")], "total") == []


def test_traces_hold_the_values_and_no_line_joins_real_and_simulated() -> None:
    series = [
        make_point(2023, 30.0),
        make_point(2024, 35.0),
        make_point(2024, 71.25, is_simulated=False, basis="total"),
    ]
    series += [make_point(2024, 89.06, is_simulated=False, basis="registered")]
    figure = read_figure(series, [make_target(2025, 40.0)])
    real, simulated, other, targets = figure["data"]
    assert (real["y"], simulated["y"], other["y"], targets["y"]) == ([71.25], [30.0, 35.0], [89.06], [40.0])
    assert (real["marker"]["symbol"], simulated["marker"]["symbol"]) == (["circle"], ["circle", "circle"])
    assert other["marker"]["symbol"] == ["diamond"]
    assert real["line"]["color"] != simulated["line"]["color"]
    assert simulated["text"] == ["30,00%", "35,00%"]


def test_a_simulated_strand_says_so_on_the_chart_at_its_last_value() -> None:
    series = [make_point(2023, 30.0), make_point(2024, 35.0), make_point(2024, 71.25, is_simulated=False)]
    words = [note for note in read_figure(series, [])["layout"]["annotations"] if note["text"] == "mô phỏng"]
    assert [(note["x"], note["y"]) for note in words] == [("2024-12-31", 35.0)]


SHARES = {"exact": 0.0, "few": 0.2, "many": 0.21}


def make_recast(year: int, value: float, kind: str) -> dict[str, Any]:
    recast = "exact" if kind == "exact" else "estimated"
    return make_point(year, value, recast=recast, estimated_share=SHARES[kind])


def make_every_kind() -> list[dict[str, Any]]:
    recast = [make_recast(2022, 20.0, "many"), make_recast(2023, 30.0, "few"), make_recast(2024, 35.0, "exact")]
    return [*recast, make_point(2025, 40.0)]


def test_marks_tell_reported_exact_and_estimated_apart_and_weak_estimates_are_hollow() -> None:
    series = make_every_kind()
    marker = read_figure(series, [])["data"][0]["marker"]
    looks = list(zip(marker["symbol"], marker["color"], strict=True))
    assert len(set(looks)) == 4
    assert [symbol for symbol, _fill in looks] == ["square", "square", "square", "circle"]
    assert looks[0][1] == "#ffffff"
    assert looks[2][1] == looks[3][1] == marker["line"]["color"]
    key = write_series_key(split_strands(series, "total"))
    assert [words for words in ("như lúc báo cáo", "chính xác", "không quá 20%", "trên 20%") if words not in key] == []
    assert "chính xác" not in write_series_key(split_strands([make_point(2025, 40.0)], "total"))


def test_the_line_is_dashed_only_where_it_reaches_an_estimate() -> None:
    series = make_every_kind()
    strand, solid, dashed = read_figure(series, [])["data"]
    assert (strand["mode"], solid["line"]["dash"], dashed["line"]["dash"]) == ("markers+text", "solid", "dash")
    assert solid["y"] == [35.0, 40.0, None]
    assert dashed["y"] == [20.0, 30.0, None, 30.0, 35.0, None]
    assert len(read_figure(series, [], "year_to_date")["data"]) == 1


def test_an_estimated_number_is_labelled_as_one() -> None:
    strand = read_figure([make_recast(2024, 35.0, "few"), make_point(2025, 40.0)], [])["data"][0]
    assert strand["text"] == ["≈ 35,00%", "40,00%"]


def test_hovering_tells_counts_in_whole_numbers_estimate_day_and_completeness() -> None:
    counts = {"numerator": 4430.75, "denominator": 117226.25, "reporter_count": 12, "expected_count": 14}
    verdict = {"status": "attained", "is_reported": False}
    text = read_figure([make_recast(2024, 35.0, "many") | counts | verdict], [make_target(2025, 40.0)])["data"][0][
        "hovertext"
    ][0]
    wanted = (
        "≈ 4.431 / 117.226",
        "ước tính 21%",
        "tính đến 31/12/2024",
        "12/14 đơn vị báo cáo",
        "mô phỏng",
        "Đạt (ước tính)",
    )
    assert [words for words in wanted if words not in text] == []
    assert "4.430" not in text


def test_values_reported_next_to_recast_ones_are_labelled() -> None:
    rows = [make_point(2016 + place, 1.0) for place in range(4)] + [
        make_recast(2020 + place, 1.0, "many") for place in range(4)
    ]
    assert 3 in choose_labelled(rows)
    assert 4 in choose_labelled([*reversed(rows)])


def test_periods_too_little_reported_are_named() -> None:
    thin = make_recast(2022, 1.0, "many") | {"value": None, "completeness": 0.694}
    assert (
        tell_thin([thin, make_point(2023, 2.0)], "total")
        == "Không hiện vì các phần hợp thành báo cáo dưới 80%: năm 2022 (69,40%)."
    )
    assert tell_thin([thin | {"basis": "registered"}, make_point(2023, None)], "total") == ""


def test_a_year_to_date_series_has_no_line() -> None:
    series = [make_point(2023, 30.0), make_point(2024, 35.0)]
    assert read_figure(series, [], "year_to_date")["data"][0]["mode"] == "markers+text"
    assert read_figure(series, [], "stock")["data"][0]["mode"] == "lines+markers+text"


def test_targets_stand_on_the_days_they_fall_due() -> None:
    targets = [make_target(2030, 80.0, is_verified=False), make_target(2025, 70.0), make_target(2026, 70.0)]
    figure = read_figure([make_point(2024, 65.0)], targets)
    marks = figure["data"][-1]
    assert marks["x"] == ["2025-12-31", "2026-12-31", "2030-12-31"]
    assert marks["text"] == ["", "<b>chỉ tiêu 2025, 2026: 70%</b>", "<b>chỉ tiêu 2030: 80% (chưa kiểm chứng)</b>"]
    assert [shape["line"]["dash"] for shape in figure["layout"]["shapes"][:3]] == ["solid", "solid", "dot"]


def test_the_same_target_of_two_authorities_is_one_mark_and_the_verified_one() -> None:
    own = make_target(2025, 40.0, document_number="own")
    unverified = make_target(2025, 40.0, is_verified=False)
    assert list_target_marks([unverified, own]) == [own]
    assert list_target_marks([make_target(2025, None), make_target(2025, 40.0, due=None)]) == []


def test_the_axis_starts_at_zero_and_shows_every_target() -> None:
    figure = read_figure([make_point(2021, 4.2)], [make_target(2030, 60.0)])
    low, high = figure["layout"]["yaxis"]["range"]
    assert low == 0
    assert high > 60
    assert figure["layout"]["xaxis"]["range"][1] > "2030-12-31"


@pytest.mark.parametrize(("language", "separators"), [("vi", ",."), ("en", ".,")])
def test_numbers_have_the_separators_of_the_language(language: str, separators: str) -> None:
    use_language(language)
    figure = read_figure([make_point(2023, 30.5), make_point(2024, 35.0)], [])
    assert figure["layout"]["separators"] == separators
    assert figure["data"][0]["text"][0] == ("30,50%" if language == "vi" else "30.50%")


def test_the_line_of_the_reform_is_drawn_only_across_it() -> None:
    def list_lines(*years: int) -> list[dict[str, Any]]:
        return read_figure([make_point(year, 30.0) for year in years], [])["layout"].get("shapes", [])

    assert len(list_lines(2024, 2026)) == 1
    assert list_lines(2021, 2023) == []
    notes = read_figure([make_point(2024, 30.0), make_point(2026, 31.0)], [])["layout"]["annotations"]
    assert "Sắp xếp lại đơn vị hành chính 1/7/2025" in [note["text"].replace("<br>", " ") for note in notes]


def test_what_silent_units_leave_open_is_drawn_where_it_is_known() -> None:
    known = make_point(2025, 41.6, lo=38.0, hi=46.0, completeness=0.92)
    assert has_open_reports(known)
    assert not has_open_reports(known | {"lo": 0.0, "hi": 100.0})
    assert not has_open_reports(known | {"completeness": 1.0})
    bars = read_figure([known], [make_target(2030, 60.0)])["data"][0]["error_y"]
    assert (round(bars["array"][0], 6), round(bars["arrayminus"][0], 6)) == (4.4, 3.6)


@given(st.integers(3, 30))
def test_a_long_strand_labels_its_ends_and_never_neighbours(count: int) -> None:
    rows = [make_point(2000 + place, 1.0) for place in range(count)]
    labelled = sorted(choose_labelled(rows))
    assert labelled[0] == 0
    assert labelled[-1] == count - 1
    assert all(later - earlier > 1 for earlier, later in pairwise(labelled))


def test_a_chart_must_say_more_than_a_number() -> None:
    strands = split_strands([make_point(2024, 30.0)], "total")
    assert not is_worth_drawing(strands, [], "percent")
    assert is_worth_drawing(strands, [make_target(2025, 40.0)], "percent")
    assert not is_worth_drawing(strands, [make_target(2025, 1.0)], "boolean")


def test_the_series_is_said_in_words() -> None:
    strands = split_strands([make_point(2023, 30.0), make_point(2024, 35.0)], "total")
    text = describe_series(strands, [make_target(2025, 40.0)], "percent")
    assert [
        part for part in ("30,00%", "năm 2023", "35,00%", "mô phỏng", "chỉ tiêu 2025: 40%") if part not in text
    ] == []
    assert "mô phỏng" in write_series_key(strands)


def make_group(name: str, value: float, *, is_simulated: bool = True) -> dict[str, Any]:
    return make_point(2025, value, name_vi=name, name_en=name, is_simulated=is_simulated)


def test_bars_show_which_groups_are_short_of_the_target() -> None:
    groups = [make_group("a", 63.0), make_group("b", 35.5), make_group("c", 40.0)]
    figure = json.loads(build_groups(groups, 40.0, "percent").to_json())
    bars = figure["data"][0]
    assert dict(zip(bars["y"], bars["x"], strict=True)) == {"a": 63.0, "b": 35.5, "c": 40.0}
    assert dict(zip(bars["y"], bars["marker"]["color"], strict=True)) == {
        "a": colour("reached"),
        "b": colour("short"),
        "c": colour("reached"),
    }
    assert bars["y"][-1] == "a"
    assert "<b>35,50%</b>" in bars["text"]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [40.0]
    assert describe_groups(groups, "percent").startswith("a: 63,00%")


def test_without_a_target_bars_have_one_colour_and_no_line() -> None:
    figure = json.loads(build_groups([make_group("a", 63.0), make_group("b", 35.5)], None, "percent").to_json())
    assert len(set(figure["data"][0]["marker"]["color"])) == 1
    assert figure["layout"].get("shapes", []) == []


def test_a_simulated_group_among_real_ones_says_so() -> None:
    groups = [make_group("a", 63.0, is_simulated=False), make_group("b", 35.5)]
    assert build_groups(groups, None, "percent").data[0].y == ("b · mô phỏng", "a")
