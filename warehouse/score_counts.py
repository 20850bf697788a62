"""What judged score sheets say together: outcomes, scores by index, other pass marks, and which index holds people back.

Every frame holds counts of sheets, to be added up and divided by whoever shows them. A sheet is a person: counts of small groups must be
hidden (METHODS 8) before they are shown; nothing here does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import polars as pl
import polars.selectors as cs

from warehouse.errors import ScoreError
from warehouse.scores import POINTS, Judgement, Outcome, decide

GROUPINGS = ("form_id", "area_id")
OUTCOME_COUNTS = [
    pl.len().alias("sheet_count"),
    *((pl.col("outcome") == outcome.value).sum().alias(f"{outcome.value}_count") for outcome in Outcome),
]


def count_outcomes(judgement: Judgement, by: Sequence[str] = ("form_id",)) -> pl.DataFrame:
    """Sheets by outcome.

    Grain: ``by``, any of ``GROUPINGS``; one row where it is empty. Columns ``sheet_count`` and its parts ``recognised_count``,
    ``not_recognised_count``, ``incomplete_count``, ``refused_count``.
    """
    return _count(judgement.sheets, _check_by(by), OUTCOME_COUNTS)


def count_scores(judgement: Judgement, by: Sequence[str] = ("form_id",)) -> pl.DataFrame:
    """The distribution of the scores of each index over the sheets not refused.

    Grain: ``by`` × ``criterion_code`` × ``score`` (points; null: missing). Column ``sheet_count``.
    """
    return _count(judgement.scores, [*_check_by(by), "criterion_code", "score"], [pl.len().alias("sheet_count")])


def vary_pass_mark(judgement: Judgement, marks: Iterable[Decimal | int], by: Sequence[str] = ()) -> pl.DataFrame:
    """Outcomes if the pass mark were another, the minimum of every index staying.

    Grain: ``by`` × ``pass_mark`` (points), marks in the order given. Columns as :func:`count_outcomes`, and ``held_by_index_count``:
    sheets not recognised whose total reaches the mark, so that only an index under its minimum stands in the way.

    Raises
    ------
    ScoreError
        When a mark is a float, has more than four decimals, or is not between 0 and the whole.
    """
    frames = []
    for mark in marks:
        is_exact = not isinstance(mark, float) and round(Decimal(mark), 4) == mark
        if not is_exact or not 0 <= mark <= judgement.rules.total_maximum:
            raise ScoreError(f"{mark} is no possible pass mark", f"{mark} không phải mức điểm đạt có thể có")
        at_mark = pl.lit(Decimal(mark), POINTS)
        sheets = judgement.sheets.with_columns(
            outcome=decide(at_mark), is_held=(pl.col("under_minimum_count") > 0) & (pl.col("total") >= at_mark)
        )
        held = pl.col("is_held").sum().alias("held_by_index_count")
        counted = _count(sheets, _check_by(by), [*OUTCOME_COUNTS, held])
        frames.append(counted.insert_column(len(by), at_mark.alias("pass_mark")))
    return pl.concat(frames)


def find_holding_back(judgement: Judgement, by: Sequence[str] = ()) -> pl.DataFrame:
    """Which index holds people back: of the complete sheets not recognised, how many one index alone would carry over.

    Grain: ``by`` × ``criterion_code``. Columns ``not_recognised_count`` (complete sheets not recognised that have the index),
    ``under_minimum_count`` (of them under its minimum), ``at_minimum_count`` (recognised, had this index just its minimum and all else
    stayed) and ``enough_count`` (recognised, had this index just as many points as it takes, at most its maximum). A sheet short of the
    pass mark by a little counts in the ``enough_count`` of several indices; one held by a single minimum in one ``at_minimum_count``.
    """
    failed = judgement.sheets.filter(
        pl.col("outcome") == Outcome.NOT_RECOGNISED.value, pl.col("missing_count") == 0
    ).select("sheet_id", "total", "under_minimum_count")
    mark = pl.lit(judgement.rules.pass_mark, POINTS)
    score, minimum = pl.col("score"), pl.col("minimum")
    is_under = score < minimum
    others_obey = pl.col("under_minimum_count") == is_under.cast(pl.Int64)
    rows = judgement.scores.join(failed, on="sheet_id").with_columns(
        is_under=is_under,
        at_minimum=is_under & others_obey & (pl.col("total") - score + minimum >= mark),
        at_enough=others_obey & (score + mark - pl.col("total") <= pl.col("maximum")),
    )
    columns = [
        pl.len().alias("not_recognised_count"),
        pl.col("is_under").sum().alias("under_minimum_count"),
        pl.col("at_minimum").sum().alias("at_minimum_count"),
        pl.col("at_enough").sum().alias("enough_count"),
    ]
    return _count(rows, [*_check_by(by), "criterion_code"], columns)


def _check_by(by: Sequence[str]) -> Sequence[str]:
    unknown = [column for column in by if column not in GROUPINGS]
    if unknown:
        raise ScoreError(f"sheets have no {unknown[0]}", f"phiếu không có cột {unknown[0]}")
    return by


def _count(rows: pl.DataFrame, keys: Sequence[str], columns: list[pl.Expr]) -> pl.DataFrame:
    """One row for each key, sorted; one in all without keys."""
    counted = rows.group_by(keys).agg(columns).sort(keys) if keys else rows.select(columns)
    return counted.with_columns(cs.unsigned_integer().cast(pl.Int64))
