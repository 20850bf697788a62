"""Score sheets: the right outcome of each, and the reason for it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.criterion_files import FARMERS_HEAD, FARMERS_ROWS, list_known_codes, write_set
from tests.warehouse.score_sheets import CITIZENS, CODES, FORMS, Sheet, fill, read_citizens_rule, tabulate
from warehouse.catalogue import read_catalogue
from warehouse.criteria import read_criterion_sets
from warehouse.errors import ScoreError
from warehouse.score_counts import count_outcomes, count_scores, find_holding_back, vary_pass_mark
from warehouse.scores import SCORE_SCHEMA, Judgement, judge_sheets, read_score_rules

EIGHTY_WITH_A_FOUR = ["4", "9", "9", "9", "9", "8", "8", "8", "8", "8"]
ALL_EIGHT = ["8"] * 10
Reasons = list[tuple[str, str | None, Decimal | None, Decimal | None]]


def judge(*sheets: Sheet) -> Judgement:
    return judge_sheets(tabulate(sheets), read_citizens_rule())


def list_reasons(judgement: Judgement, sheet_id: str) -> Reasons:
    return judgement.reasons.filter(sheet_id=sheet_id).drop("sheet_id").rows()


D = Decimal
CASES: list[tuple[list[str | None], str, str | None, Reasons]] = [
    (EIGHTY_WITH_A_FOUR, "not_recognised", "80", [("under_minimum", "1.1", D(4), D(5))]),
    (["7.9"] * 10, "not_recognised", "79", [("under_pass_mark", None, D(79), D(80))]),
    (ALL_EIGHT, "recognised", "80", [("meets_rule", None, D(80), D(80))]),
    ([None, *ALL_EIGHT[1:]], "incomplete", None, [("index_missing", "1.1", None, None)]),
    (["11", *ALL_EIGHT[1:]], "refused", None, [("over_maximum", "1.1", D(11), D(10))]),
    (["10"] * 10, "recognised", "100", [("meets_rule", None, D(100), D(80))]),
    (["5"] * 4 + ["10"] * 6, "recognised", "80", [("meets_rule", None, D(80), D(80))]),
    (["4.9999", *["9"] * 9], "not_recognised", "85.9999", [("under_minimum", "1.1", D("4.9999"), D(5))]),
    (["7.9999", *ALL_EIGHT[1:]], "not_recognised", "79.9999", [("under_pass_mark", None, D("79.9999"), D(80))]),
    (
        ["4", "3", *["8"] * 8],
        "not_recognised",
        "71",
        [("under_minimum", "1.1", D(4), D(5)), ("under_minimum", "1.2", D(3), D(5)), ("under_pass_mark", None, D(71), D(80))],
    ),
    (
        [None, *["7"] * 9],
        "not_recognised",
        None,
        [("index_missing", "1.1", None, None), ("under_pass_mark", None, D(73), D(80))],
    ),
    (
        [None, "4", *["9"] * 8],
        "not_recognised",
        None,
        [("index_missing", "1.1", None, None), ("under_minimum", "1.2", D(4), D(5))],
    ),
    ([None, "7", *["7.875"] * 8], "incomplete", None, [("index_missing", "1.1", None, None)]),
    (["-1", *["9"] * 9], "refused", None, [("negative", "1.1", D(-1), D(0))]),
    (
        [None, "10.0001", "-0.0001", *["2"] * 7],
        "refused",
        None,
        [("over_maximum", "1.2", D("10.0001"), D(10)), ("negative", "1.3", D("-0.0001"), D(0))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("scores", "outcome", "total", "reasons"), CASES)
def test_a_sheet_has_its_outcome_and_reasons(
    scores: list[str | None], outcome: str, total: str | None, reasons: Reasons
) -> None:
    judgement = judge(fill("7", scores))
    sheet = judgement.sheets.row(0, named=True)
    assert sheet["outcome"] == outcome
    assert sheet["total"] == (None if total is None else Decimal(total))
    assert list_reasons(judgement, "7") == reasons


def test_a_line_left_out_is_as_missing_as_a_blank_one() -> None:
    whole = fill("1", [None, *ALL_EIGHT[1:]])
    left_out = Sheet("1", {code: score for code, score in whole.scores.items() if score is not None})
    assert judge(left_out).sheets.equals(judge(whole).sheets)
    assert judge(left_out).reasons.equals(judge(whole).reasons)


def test_a_sheet_that_breaks_its_form_is_refused_and_the_others_are_judged() -> None:
    sound = fill("sound", ALL_EIGHT)
    doubled = tabulate([fill("doubled", ALL_EIGHT)])
    rows = pl.concat(
        [
            tabulate([fill("form", ALL_EIGHT, form_id="pilots"), fill("no form", ALL_EIGHT, form_id=None)]),
            tabulate([Sheet("index", {**sound.scores, "9.9": Decimal(1)})]),
            pl.concat([doubled, doubled.head(1)]),
            tabulate([sound]),
        ]
    )
    judgement = judge_sheets(rows, read_citizens_rule())
    outcomes = dict(judgement.sheets.select("sheet_id", "outcome").iter_rows())
    assert outcomes == {"sound": "recognised", **dict.fromkeys(("form", "no form", "index", "doubled"), "refused")}
    assert list(outcomes) == ["form", "no form", "index", "doubled", "sound"]
    assert list_reasons(judgement, "form") == list_reasons(judgement, "no form") == [("unknown_form", None, None, None)]
    assert list_reasons(judgement, "index") == [("unknown_index", "9.9", Decimal(1), None)]
    assert list_reasons(judgement, "doubled") == [("index_twice", "1.1", Decimal(8), None)]
    assert set(judgement.scores["sheet_id"]) == {"sound"}


def test_forms_are_judged_by_their_own_indices(tmp_path: Path) -> None:
    write_set(tmp_path, "nong_dan/2024", FARMERS_HEAD, FARMERS_ROWS)
    rules = read_score_rules(read_criterion_sets(tmp_path, list_known_codes()), "nong_dan.2024")
    d = Decimal
    judgement = judge_sheets(
        tabulate(
            [
                Sheet("up", {"A": d("5.5"), "U": d(10)}, "upland"),
                Sheet("bare", {"A": d(10), "U": d(0)}, "upland"),
                Sheet("low", {"A": d("10"), "L1": d("2.5"), "L2": d("3")}, "lowland"),
                Sheet("under", {"A": d("10"), "L1": d("2.4"), "L2": d("5")}, "lowland"),
                Sheet("lost", {"A": d(10), "U": d(10)}, "lowland"),
            ]
        ),
        rules,
    )
    assert judgement.sheets["outcome"].to_list() == [
        "recognised",
        "not_recognised",
        "recognised",
        "not_recognised",
        "refused",
    ]
    assert list_reasons(judgement, "bare") == [("under_pass_mark", None, d(10), d("15.5"))]
    assert list_reasons(judgement, "lost") == [("unknown_index", "U", d(10), None)]


def test_a_binary_number_is_refused_and_a_whole_one_is_not() -> None:
    rows = tabulate([fill("1", ["7.9"] * 10)])
    with pytest.raises(ScoreError, match="no exact binary value"):
        judge_sheets(rows.with_columns(pl.col("score").cast(pl.Float64)), read_citizens_rule())
    whole = rows.with_columns(score=pl.lit(8, pl.Int32))
    assert judge_sheets(whole, read_citizens_rule()).sheets["outcome"].to_list() == ["recognised"]


@pytest.mark.parametrize("text", ["7.99999", "99999999999999999"])
def test_a_score_that_would_be_rounded_is_refused(text: str) -> None:
    rows = tabulate([fill("1", ALL_EIGHT)]).with_columns(score=pl.lit(Decimal(text), pl.Decimal(38, 6)))
    with pytest.raises(ScoreError, match="more than four decimals"):
        judge_sheets(rows, read_citizens_rule())


def test_sheets_that_cannot_be_told_apart_are_refused() -> None:
    rule = read_citizens_rule()
    with pytest.raises(ScoreError, match="sheet 1 has several forms"):
        judge_sheets(tabulate([fill("1", ALL_EIGHT), fill("1", ALL_EIGHT, area_id=None)]), rule)
    with pytest.raises(ScoreError, match="no sheet_id"):
        judge_sheets(tabulate([fill("1", ALL_EIGHT)]).with_columns(sheet_id=pl.lit(None, pl.String)), rule)
    with pytest.raises(ScoreError, match="column area_id is missing"):
        judge_sheets(tabulate([fill("1", ALL_EIGHT)]).drop("area_id"), rule)


def test_only_sets_with_points_have_a_rule() -> None:
    sets = read_catalogue().criteria
    rule = read_score_rules(sets, CITIZENS)
    assert rule.indices.group_by("form_id").len().height == len(FORMS)
    assert rule.indices["criterion_code"].to_list() == list(CODES) * len(FORMS)
    for name in ("unesco_learning_city.2013", "cong_dan_hoc_tap.1999"):
        with pytest.raises(ScoreError, match="no criteria set with points"):
            read_score_rules(sets, name)


def test_a_mark_that_cannot_be_is_refused() -> None:
    judgement = judge(fill("1", ALL_EIGHT))
    for mark in (79.5, -1, 101, Decimal("79.00001")):
        with pytest.raises(ScoreError, match="no possible pass mark"):
            vary_pass_mark(judgement, [mark])
    with pytest.raises(ScoreError, match="sheets have no sex"):
        count_outcomes(judgement, ["sex"])


def test_the_index_that_holds_people_back_is_named() -> None:
    """Held by 1.1: some lack its minimum alone, one more than that; others lack points anywhere, or are under two minima."""
    judgement = judge(
        fill("a", EIGHTY_WITH_A_FOUR),
        fill("b", ["4.5", *["9"] * 9]),
        fill("c", ["7.9"] * 10),
        fill("d", ["4", "4", *["9"] * 8]),
        fill("e", ["4", *["8.1"] * 8, "9.5"]),
        fill("h", ["4.5", *["9"] * 3, *["8"] * 6]),
        fill("i", ["7", *["8"] * 8, "6"]),
        fill("f", ALL_EIGHT),
        fill("g", [None, *ALL_EIGHT[1:]]),
    )
    found = {row["criterion_code"]: row for row in find_holding_back(judgement).iter_rows(named=True)}
    columns = ("not_recognised_count", "under_minimum_count", "at_minimum_count", "enough_count")
    assert [found["1.1"][column] for column in columns] == [7, 5, 3, 6]
    assert [found["1.2"][column] for column in columns] == [7, 1, 0, 1]
    assert [found["3.2"][column] for column in columns] == [7, 0, 0, 2]


def test_a_pass_mark_is_reached_by_a_total_equal_to_it() -> None:
    judgement = judge(fill("a", EIGHTY_WITH_A_FOUR), fill("c", ["7.9"] * 10), fill("f", ALL_EIGHT))
    varied = vary_pass_mark(judgement, [79, Decimal("79.0001"), 80, Decimal("80.0001")])
    assert varied["recognised_count"].to_list() == [2, 1, 1, 0]
    assert varied["held_by_index_count"].to_list() == [1, 1, 1, 0]


def test_nothing_is_counted_of_no_sheets() -> None:
    judgement = judge_sheets(pl.DataFrame(schema=SCORE_SCHEMA), read_citizens_rule())
    assert judgement.sheets.height == judgement.reasons.height == 0
    assert count_outcomes(judgement, []).row(0) == (0, 0, 0, 0, 0)
    assert (
        count_outcomes(judgement).height == count_scores(judgement).height == find_holding_back(judgement).height == 0
    )
    assert vary_pass_mark(judgement, [80]).row(0) == (Decimal(80), 0, 0, 0, 0, 0, 0)
