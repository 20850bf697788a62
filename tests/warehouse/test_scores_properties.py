"""What must hold of every pile of score sheets; each number against SQL and against the rule said without frames."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.score_sheets import CODES, Sheet, decide, draw_sheets, read_citizens_rule, tabulate
from warehouse.score_counts import count_outcomes, count_scores, find_holding_back, vary_pass_mark
from warehouse.scores import Judgement, judge_sheets

DEEP = settings(deadline=None, max_examples=60)
MARKS = [Decimal(text) for text in ("0", "50", "79", "79.5", "80", "80.0001", "85", "100")]
BY = st.sampled_from([[], ["form_id"], ["area_id"], ["form_id", "area_id"]])
# The rule once more: a line for each of the ten indices of a sheet, decimals of four places.
SHEETS = """
with sheet as (select distinct sheet_id, form_id, area_id from given),
bad as (
    select distinct sheet_id from given
    where score < 0 or score > 10 or criterion_code not in (select code from indices)
),
line as (
    select s.sheet_id, s.form_id, s.area_id, i.code, g.score
    from sheet as s cross join indices as i
    left join given as g on g.sheet_id = s.sheet_id and g.criterion_code = i.code
    where s.sheet_id not in (select sheet_id from bad)
),
summed as (
    select sheet_id, any_value(form_id) as form_id, any_value(area_id) as area_id, sum(score)::decimal(18, 4) as points,
        count(score) as filled, count(*) filter (where score < 5) as low
    from line group by sheet_id
)
"""


def judge(sheets: list[Sheet]) -> Judgement:
    return judge_sheets(tabulate(sheets), read_citizens_rule())


CONNECTION = duckdb.connect(config={"threads": 1})


def ask(sheets: list[Sheet], statement: str) -> list[tuple[Any, ...]]:
    """Rows of a statement over ``SHEETS``."""
    CONNECTION.register("given", tabulate(sheets).to_arrow())
    CONNECTION.register("marks", pl.DataFrame({"mark": MARKS}, {"mark": pl.Decimal(18, 4)}).to_arrow())
    CONNECTION.register("indices", pl.DataFrame({"code": CODES}).to_arrow())
    return CONNECTION.sql(SHEETS + statement).fetchall()


def sort_rows(frame: pl.DataFrame) -> list[tuple[Any, ...]]:
    return sorted(frame.rows(), key=repr)


@DEEP
@given(draw_sheets())
def test_every_sheet_is_decided_as_the_rule_says(sheets: list[Sheet]) -> None:
    judged = judge(sheets).sheets
    assert judged["sheet_id"].to_list() == [sheet.sheet_id for sheet in sheets]
    assert judged["outcome"].to_list() == [decide(sheet.scores) for sheet in sheets]


@DEEP
@given(draw_sheets())
def test_every_sheet_has_reasons_that_fit_its_outcome(sheets: list[Sheet]) -> None:
    judgement = judge(sheets)
    fitting = {
        "recognised": {"meets_rule"},
        "incomplete": {"index_missing"},
        "not_recognised": {"index_missing", "under_minimum", "under_pass_mark"},
        "refused": {"unknown_index", "over_maximum", "negative"},
    }
    for sheet_id, outcome in judgement.sheets.select("sheet_id", "outcome").iter_rows():
        given_reasons = set(judgement.reasons.filter(sheet_id=sheet_id)["reason"])
        assert given_reasons
        assert given_reasons <= fitting[outcome]
        if outcome == "not_recognised":
            assert given_reasons & {"under_minimum", "under_pass_mark"}
    assert judgement.reasons.select("sheet_id", "reason", "criterion_code").is_unique().all()


@DEEP
@given(draw_sheets(least=1), st.data())
def test_another_point_never_takes_a_recognition_away(sheets: list[Sheet], data: st.DataObject) -> None:
    sheet = data.draw(st.sampled_from(sheets))
    code = data.draw(st.sampled_from(CODES))
    score = sheet.scores.get(code)
    if score is None or not 0 <= score < 10:
        return
    better = Sheet(sheet.sheet_id, {**sheet.scores, code: data.draw(st.decimals(score, 10, places=4))})
    rank = ["not_recognised", "incomplete", "recognised"]
    before, after = (judge([one]).sheets["outcome"].item() for one in (Sheet(sheet.sheet_id, sheet.scores), better))
    assert (before == after == "refused") or rank.index(after) >= rank.index(before)


@DEEP
@given(draw_sheets(), BY)
def test_outcomes_add_up_and_are_those_of_sql(sheets: list[Sheet], by: list[str]) -> None:
    counted = count_outcomes(judge(sheets), by)
    parts = counted.select("recognised_count", "not_recognised_count", "incomplete_count", "refused_count")
    assert parts.sum_horizontal().to_list() == counted["sheet_count"].to_list()
    assert counted["sheet_count"].sum() == len(sheets)
    verdict = """, verdict as (
        select *, case when low > 0 or points + 10 * (10 - filled) < 80 then 'no' when filled < 10 then 'gap' else 'yes' end as verdict
        from (select * replace (coalesce(points, 0) as points) from summed)
    )"""
    keys = "".join(f"s.{key}, " for key in by)
    group = f"group by {keys.rstrip(', ')}" if by else ""
    statement = f"""{verdict}
    select {keys} count(*), count(*) filter (where v.verdict = 'yes'), count(*) filter (where v.verdict = 'no'),
        count(*) filter (where v.verdict = 'gap'), count(*) filter (where v.verdict is null)
    from sheet as s left join verdict as v using (sheet_id) {group}"""
    assert sort_rows(counted) == sorted(ask(sheets, statement), key=repr)


@DEEP
@given(draw_sheets())
def test_other_pass_marks_are_those_of_sql_and_never_lose_by_going_down(sheets: list[Sheet]) -> None:
    varied = vary_pass_mark(judge(sheets), MARKS)
    assert varied["pass_mark"].to_list() == MARKS
    assert varied["recognised_count"].to_list() == sorted(varied["recognised_count"], reverse=True)
    assert varied["held_by_index_count"].to_list() == sorted(varied["held_by_index_count"], reverse=True)
    statement = """select mark, count(*) filter (where low = 0), count(*) filter (where low > 0)
        from marks left join summed on filled = 10 and points >= mark group by mark"""
    assert sort_rows(varied.select("pass_mark", "recognised_count", "held_by_index_count")) == sorted(
        ask(sheets, statement), key=repr
    )
    for mark, recognised in varied.select("pass_mark", "recognised_count").iter_rows():
        assert recognised == sum(decide(sheet.scores, mark) == "recognised" for sheet in sheets)
    own = varied.filter(pl.col("pass_mark") == 80).drop("pass_mark", "held_by_index_count")
    assert own.equals(count_outcomes(judge(sheets), []))


@DEEP
@given(draw_sheets(), BY)
def test_distributions_are_those_of_sql(sheets: list[Sheet], by: list[str]) -> None:
    judgement = judge(sheets)
    keys = ", ".join([*by, "code"])
    spread = f"select {keys}, score, count(*) from line group by {keys}, score"
    assert sort_rows(count_scores(judgement, by)) == sorted(ask(sheets, spread), key=repr)


@DEEP
@given(draw_sheets(), BY)
def test_what_holds_people_back_is_that_of_sql(sheets: list[Sheet], by: list[str]) -> None:
    keys = ", ".join([*(f"l.{key}" for key in by), "l.code"])
    statement = f"""select {keys}, count(*), count(*) filter (where l.score < 5),
        count(*) filter (where l.score < 5 and s.low = 1 and s.points - l.score + 5 >= 80),
        count(*) filter (where s.low = (l.score < 5)::int and s.points - l.score + 10 >= 80)
    from line as l inner join summed as s using (sheet_id)
    where s.filled = 10 and (s.low > 0 or s.points < 80)
    group by {keys}"""
    assert sort_rows(find_holding_back(judge(sheets), by)) == sorted(ask(sheets, statement), key=repr)


@DEEP
@given(draw_sheets(least=1))
def test_just_enough_in_one_index_is_tried_by_judging_again(sheets: list[Sheet]) -> None:
    """``enough_count`` and ``at_minimum_count`` by really changing the one score and judging the sheet anew."""
    failed = [
        s
        for s in sheets
        if decide(s.scores) == "not_recognised" and len([x for x in s.scores.values() if x is not None]) == 10
    ]
    found = {row["criterion_code"]: row for row in find_holding_back(judge(sheets)).iter_rows(named=True)}
    for code in CODES if failed else ():
        full = [decide({**s.scores, code: Decimal(10)}) for s in failed]
        at_minimum = [decide({**s.scores, code: Decimal(5)}) for s in failed if (s.scores[code] or 0) < 5]
        assert found[code]["enough_count"] == full.count("recognised")
        assert found[code]["at_minimum_count"] == at_minimum.count("recognised")
    assert failed or not found
