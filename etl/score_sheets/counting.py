"""Counts of judged sheets as the tables of the store take them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from warehouse.score_counts import count_outcomes, count_scores, find_holding_back, vary_pass_mark
from warehouse.scores import POINTS, Judgement

BY = ("form_id", "area_id")
MARKS = range(50, 101)  # percent of all points
UNREAD_SCHEMA = pl.Schema({"area_id": pl.String(), "form_id": pl.String(), "unread_count": pl.Int64()})
INDEX_SCHEMA = pl.Schema(
    {
        "area_id": pl.String(),
        "form_id": pl.String(),
        "criterion_code": pl.String(),
        "score": POINTS,
        "sheet_count": pl.Int64(),
    }
)


def count_judged(
    judgement: Judgement, unread: Mapping[tuple[str, str], int], keys: Mapping[str, Any]
) -> dict[str, pl.DataFrame]:
    """Counts by area and form, by table of the store.

    Parameters
    ----------
    unread : mapping of (area_id, form_id) to int
        Sheets that could not even be judged: they are refused, too.
    keys : mapping
        Columns that are the same in every row.
    """
    marks = [judgement.rules.total_maximum * share / 100 for share in MARKS]
    frames = {
        "score_outcome": _add_unread(count_outcomes(judgement, BY), unread, list(BY)),
        "score_index": count_scores(judgement, BY),
        "score_holding": find_holding_back(judgement, BY),
        "score_mark": _add_unread(vary_pass_mark(judgement, marks, BY), unread, list(BY)),
    }
    return {table: _add_keys(frame, keys) for table, frame in frames.items()}


def tabulate_counts(
    counted: Mapping[str, pl.DataFrame],
    given: Mapping[tuple[str, str, str, Decimal | None], int],
    sheets: Mapping[tuple[str, str], str],
    keys: Mapping[str, Any],
) -> dict[str, pl.DataFrame]:
    """The same with the counts a file brought itself, and one row of ``score_group`` for each area and form.

    Counts that came without single sheets stand for their group only where it has none.
    """
    groups = pl.DataFrame(
        [(*group, sheet) for group, sheet in sheets.items()],
        schema={"area_id": pl.String(), "form_id": pl.String(), "sheet": pl.String()},
        orient="row",
    )
    brought = pl.DataFrame([(*key, count) for key, count in given.items()], schema=INDEX_SCHEMA, orient="row")
    indices = _add_keys(brought, keys)
    if "score_outcome" in counted:
        indices = indices.join(counted["score_outcome"], on=list(BY), how="anti")
        indices = pl.concat([counted["score_index"], indices.select(counted["score_index"].columns)])
    return {**counted, "score_index": indices, "score_group": _add_keys(groups, keys)}


def _add_unread(counts: pl.DataFrame, unread: Mapping[tuple[str, str], int], by: list[str]) -> pl.DataFrame:
    """Counts with unread sheets among the refused ones; a group without others gets a row, but none by mark."""
    if not unread:
        return counts
    more = pl.DataFrame([(*group, count) for group, count in unread.items()], schema=UNREAD_SCHEMA, orient="row")
    frame = counts.join(more, on=by, how="left")
    if "pass_mark" not in counts.columns:
        lone = more.join(counts, on=by, how="anti")
        frame = pl.concat([frame, lone], how="diagonal")
    added = pl.col("unread_count").fill_null(0)
    numbers = [name for name in counts.columns if name.endswith("_count")]
    return frame.with_columns(pl.col(numbers).fill_null(0)).with_columns(
        sheet_count=pl.col("sheet_count") + added, refused_count=pl.col("refused_count") + added
    ).drop("unread_count")  # fmt: skip


def _add_keys(frame: pl.DataFrame, keys: Mapping[str, Any]) -> pl.DataFrame:
    return frame.with_columns(**{name: pl.lit(value) for name, value in keys.items()})
