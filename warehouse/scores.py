"""Score sheets: who is recognised by the rule, and why (not); each sheet by itself, in exact decimals.

A sheet is recognised when it has a score for every index, none is under its minimum, and the total reaches the pass mark. A missing score
is never zero: its sheet is not recognised where no score could mend it, else there is no verdict. A sheet that breaks its form (a score
above the maximum, an index of another form, …) is refused whole.

What many sheets say together is in :mod:`warehouse.score_counts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import polars as pl

from warehouse.criterion_model import CriterionSets, Method
from warehouse.errors import ScoreError

POINTS = pl.Decimal(18, 4)
SHEET_KEYS = ("sheet_id", "form_id", "area_id")
#: Grain: sheet × index. ``sheet_id`` any key of a sheet, such as its row in a file, never a person's; ``score`` null: left blank.
SCORE_SCHEMA = pl.Schema(
    {
        "sheet_id": pl.String(),
        "form_id": pl.String(),
        "area_id": pl.String(),
        "criterion_code": pl.String(),
        "score": POINTS,
    }
)


class Outcome(StrEnum):
    """What the rule says of a sheet."""

    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not_recognised"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"


class ScoreReason(StrEnum):
    """Why a sheet has its outcome; the first five refuse it, the next three stand in the way of recognition."""

    UNKNOWN_FORM = "unknown_form"
    UNKNOWN_INDEX = "unknown_index"
    INDEX_TWICE = "index_twice"
    OVER_MAXIMUM = "over_maximum"
    NEGATIVE = "negative"
    INDEX_MISSING = "index_missing"
    UNDER_MINIMUM = "under_minimum"
    UNDER_PASS_MARK = "under_pass_mark"
    MEETS_RULE = "meets_rule"


REFUSALS = tuple(ScoreReason)[:5]
REASON_ORDER = pl.Enum([reason.value for reason in ScoreReason])


@dataclass(frozen=True)
class ScoreRules:
    """The rule of one criteria set.

    Attributes
    ----------
    pass_mark, total_maximum : Decimal
        In points.
    indices : pl.DataFrame
        Grain: form × index. ``form_id``, ``criterion_code``, ``sort``, ``minimum`` (0 where the set states none), ``maximum``, in points.
    """

    criterion_set_id: str
    pass_mark: Decimal
    total_maximum: Decimal
    indices: pl.DataFrame


@dataclass(frozen=True)
class Judgement:
    """What the rule says of many sheets.

    Attributes
    ----------
    rules : ScoreRules
        The rule itself.
    sheets : pl.DataFrame
        Grain: sheet, in the order given. ``SHEET_KEYS``, ``total`` (points; null unless every index has a score), ``best_total`` (points
        with the maximum in each gap; null where refused), ``missing_count``, ``under_minimum_count`` (indices), ``outcome``.
    reasons : pl.DataFrame
        Grain: sheet × reason × index. ``sheet_id``, ``reason``, ``criterion_code`` (null: the total, or the form), ``value`` (points found;
        null where none are; the best possible total where a score is missing) and ``bound`` (points of the rule it is held against;
        null where there is none).
    scores : pl.DataFrame
        Grain: sheet not refused × index of its form. ``SHEET_KEYS``, ``criterion_code``, ``sort``, ``minimum``, ``maximum``, ``score``
        (null: missing).
    """

    rules: ScoreRules
    sheets: pl.DataFrame
    reasons: pl.DataFrame
    scores: pl.DataFrame


def read_score_rules(sets: CriterionSets, criterion_set_id: str) -> ScoreRules:
    """The rule of one version of a set.

    Raises
    ------
    ScoreError
        When there is no such set, or it is not one of points.
    """
    head = sets.sets.filter(pl.col("criterion_set_id") == criterion_set_id, pl.col("method") == Method.SCORES)
    if head.is_empty():
        raise ScoreError(
            f"{criterion_set_id} is no criteria set with points", f"{criterion_set_id} không phải bộ tiêu chí chấm điểm"
        )
    own = pl.col("criterion_set_id") == criterion_set_id
    forms = sets.forms.filter(own).select("form_id")
    scored = sets.criteria.filter(own, pl.col("score_maximum").is_not_null())
    lines = (
        forms.join(scored.rename({"form_id": "only_form_id"}), how="cross")
        .filter(pl.col("only_form_id").is_null() | (pl.col("only_form_id") == pl.col("form_id")))
        .join(head.select("criterion_set_id", "pass_mark", "total_maximum"), on="criterion_set_id")
    )
    return take_score_rules(lines)


def take_score_rules(lines: pl.DataFrame) -> ScoreRules:
    """The rule of one version of a set from its lines.

    Parameters
    ----------
    lines : pl.DataFrame
        Grain: form × index of one set, at least one. ``criterion_set_id``, ``pass_mark``, ``total_maximum``, ``form_id``,
        ``criterion_code``, ``sort``, ``score_minimum`` (null: none) and ``score_maximum``, in points.
    """
    indices = lines.select(
        "form_id",
        "criterion_code",
        "sort",
        minimum=pl.col("score_minimum").fill_null(0).cast(POINTS),
        maximum=pl.col("score_maximum").cast(POINTS),
    )
    set_id, mark, whole = lines.select("criterion_set_id", "pass_mark", "total_maximum").row(0)
    return ScoreRules(set_id, mark, whole, indices)


def judge_sheets(scores: pl.DataFrame, rules: ScoreRules) -> Judgement:
    """Judge every sheet of ``scores`` (``SCORE_SCHEMA``, grain sheet × index) by ``rules``.

    Raises
    ------
    ScoreError
        When a column is missing, scores are not exact, or a sheet has no key, or several forms or areas.
    """
    given = _check_scores(scores)
    sheets = given.select(SHEET_KEYS).unique(maintain_order=True)
    refusals = _find_refusals(given, rules)
    sound = sheets.join(refusals, on="sheet_id", how="anti")
    complete = (
        sound.join(rules.indices, on="form_id", maintain_order="left")
        .join(
            given.select("sheet_id", "criterion_code", "score"),
            on=["sheet_id", "criterion_code"],
            how="left",
            maintain_order="left",
        )
        .select(*SHEET_KEYS, "criterion_code", "sort", "minimum", "maximum", "score")
        .sort("sheet_id", "sort", maintain_order=True)
    )
    totals = complete.group_by("sheet_id").agg(
        best_total=pl.col("score").fill_null(pl.col("maximum")).sum().cast(POINTS),
        missing_count=pl.col("score").is_null().sum().cast(pl.Int64),
        under_minimum_count=(pl.col("score") < pl.col("minimum")).sum().cast(pl.Int64),
    )
    judged = (
        sheets.join(totals, on="sheet_id", how="left", maintain_order="left")
        .with_columns(
            total=pl.when(pl.col("missing_count") == 0).then("best_total"),
            outcome=decide(pl.lit(rules.pass_mark, POINTS)),
        )
        .select(*SHEET_KEYS, "total", "best_total", "missing_count", "under_minimum_count", "outcome")
    )
    return Judgement(rules, judged, _list_reasons(judged, complete, refusals, rules), complete)


def decide(mark: pl.Expr) -> pl.Expr:
    """Outcome of a row of sheets by ``under_minimum_count``, ``missing_count`` and ``best_total`` (null: refused), at a pass mark."""
    return (
        pl.when(pl.col("best_total").is_null())
        .then(pl.lit(Outcome.REFUSED.value))
        .when((pl.col("under_minimum_count") > 0) | (pl.col("best_total") < mark))
        .then(pl.lit(Outcome.NOT_RECOGNISED.value))
        .when(pl.col("missing_count") > 0)
        .then(pl.lit(Outcome.INCOMPLETE.value))
        .otherwise(pl.lit(Outcome.RECOGNISED.value))
    )


def _check_scores(scores: pl.DataFrame) -> pl.DataFrame:
    """The columns of ``SCORE_SCHEMA``, exact, each sheet with one key, form and area."""
    for column in SCORE_SCHEMA:
        if column not in scores.columns:
            raise ScoreError(f"column {column} is missing", f"thiếu cột {column}")
    kind = scores.schema["score"]
    if not (kind.is_decimal() or kind.is_integer() or kind == pl.Null()):
        raise ScoreError(
            f"scores must be exact decimals, not {kind}: 7.9 has no exact binary value",
            f"điểm phải là số thập phân chính xác, không phải {kind}",
        )
    exact = scores.select(pl.col(column).cast(dtype, strict=False) for column, dtype in SCORE_SCHEMA.items())
    if not exact["score"].eq_missing(scores["score"]).all():
        raise ScoreError(
            "a score has more than four decimals, or is too large", "có điểm ghi quá bốn chữ số thập phân hoặc quá lớn"
        )
    if exact["sheet_id"].null_count():
        raise ScoreError("a sheet has no sheet_id", "có phiếu không có sheet_id")
    keys = exact.select(SHEET_KEYS).unique()
    torn = keys.filter(pl.col("sheet_id").is_duplicated())["sheet_id"].sort()
    if torn.len():
        raise ScoreError(
            f"sheet {torn[0]} has several forms or areas", f"phiếu {torn[0]} ghi nhiều nhóm đối tượng hoặc địa bàn"
        )
    return exact


def _find_refusals(given: pl.DataFrame, rules: ScoreRules) -> pl.DataFrame:
    """Reasons a sheet is refused for; grain sheet × reason × index."""
    forms = rules.indices.select("form_id").unique()
    unknown = given.join(forms, on="form_id", how="anti").unique("sheet_id", maintain_order=True)
    met = given.join(forms, on="form_id", how="semi").join(
        rules.indices, on=["form_id", "criterion_code"], how="left", maintain_order="left"
    )
    twice = met.filter(pl.struct("sheet_id", "criterion_code").is_duplicated())
    none = pl.lit(None, POINTS)
    found = {
        ScoreReason.UNKNOWN_INDEX: (met.filter(pl.col("maximum").is_null()), none),
        ScoreReason.INDEX_TWICE: (twice.unique(["sheet_id", "criterion_code"], maintain_order=True), none),
        ScoreReason.OVER_MAXIMUM: (met.filter(pl.col("score") > pl.col("maximum")), pl.col("maximum")),
        ScoreReason.NEGATIVE: (met.filter(pl.col("score") < 0), pl.lit(0, POINTS)),
    }
    rows = [_name_reason(frame, reason, pl.col("score"), bound) for reason, (frame, bound) in found.items()]
    formless = unknown.with_columns(criterion_code=pl.lit(None, pl.String))
    return pl.concat([_name_reason(formless, ScoreReason.UNKNOWN_FORM, none, none), *rows])


def _list_reasons(
    judged: pl.DataFrame, complete: pl.DataFrame, refusals: pl.DataFrame, rules: ScoreRules
) -> pl.DataFrame:
    mark = pl.lit(rules.pass_mark, POINTS)
    whole = judged.with_columns(criterion_code=pl.lit(None, pl.String))
    best = pl.col("best_total")
    reasons = pl.concat(
        [
            refusals,
            _name_reason(
                complete.filter(pl.col("score").is_null()),
                ScoreReason.INDEX_MISSING,
                pl.lit(None, POINTS),
                pl.lit(None, POINTS),
            ),
            _name_reason(
                complete.filter(pl.col("score") < pl.col("minimum")),
                ScoreReason.UNDER_MINIMUM,
                pl.col("score"),
                pl.col("minimum"),
            ),
            _name_reason(whole.filter(best < mark), ScoreReason.UNDER_PASS_MARK, best, mark),
            _name_reason(whole.filter(pl.col("outcome") == Outcome.RECOGNISED), ScoreReason.MEETS_RULE, best, mark),
        ]
    )
    order = judged.select("sheet_id").with_row_index("place")
    return (
        reasons.join(order, on="sheet_id", how="left")
        .sort("place", pl.col("reason").cast(REASON_ORDER), maintain_order=True)
        .drop("place")
    )


def _name_reason(frame: pl.DataFrame, reason: ScoreReason, value: pl.Expr, bound: pl.Expr) -> pl.DataFrame:
    return frame.select(
        "sheet_id",
        "criterion_code",
        reason=pl.lit(reason.value),
        value=value.cast(POINTS),
        bound=bound.cast(POINTS),
    ).select("sheet_id", "reason", "criterion_code", "value", "bound")
