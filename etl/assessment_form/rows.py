"""Which rows an assessment workbook has, and what each of them asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, Final

import polars as pl

from etl.assessment_form.model import read_words
from warehouse.catalogue import Catalogue
from warehouse.criterion_model import CriterionUnit, IndicatorFit, Method
from warehouse.errors import Dich2030Error

JUDGED_UNITS: Final = frozenset({CriterionUnit.RATING, CriterionUnit.BOOLEAN})


class Asks(StrEnum):
    """What a row asks for; a heading asks for nothing, and neither does what is computed."""

    HEADING = "heading"
    LEVEL = "level"
    VALUE = "value"
    COMPUTED = "computed"


FORM_ROW_SCHEMA: Final = {
    "criterion_code": pl.String,
    "name_vi": pl.String,
    "unit": pl.String,
    "unit_name": pl.String,
    "indicator_name": pl.String,
    "asks": pl.String,
    "is_criterion": pl.Boolean,
    "depth": pl.Int8,
}


def list_form_rows(catalogue: Catalogue, criterion_set_id: str, codes: Iterable[str] | None = None) -> pl.DataFrame:
    """The rows of a set: all of them, or those of some criteria with what is measured below and the headings above them.

    Returns
    -------
    pl.DataFrame
        Grain: criterion, each before those below it; ``FORM_ROW_SCHEMA``. ``unit`` null: nothing is measured; ``indicator_name`` null:
        it is not computed; ``is_criterion``: judged with level, likelihood, cause and remedy, not only measured; ``depth`` from 0.

    Raises
    ------
    Dich2030Error
        No such set, or it is not assessed criterion by criterion.
    """
    criteria = _find_criteria(catalogue, criterion_set_id)
    parents = dict(criteria.select("criterion_code", "parent_code").iter_rows())
    kinds = catalogue.criteria.kinds.filter(pl.col("criterion_set_id") == criterion_set_id, "is_rated")["kind"]
    rated = set(criteria.filter(pl.col("kind").is_in(kinds.implode()))["criterion_code"])
    asked = None if codes is None else _find_asked(parents, set(codes))
    shown = None if asked is None else asked | {above for code in asked for above in _list_above(parents, code)}
    names = dict(catalogue.indicators.select("indicator_id", pl.coalesce("short_vi", "name_vi")).iter_rows())
    rows = []
    by_code = {row["criterion_code"]: row for row in criteria.iter_rows(named=True)}
    for code in _walk(parents, None):
        row = by_code[code]
        if shown is not None and code not in shown:
            continue
        is_structure = row["unit"] is None and code not in rated
        asks = Asks.HEADING if is_structure or (asked is not None and code not in asked) else _find_asks(row)
        rows.append(
            {
                "criterion_code": code,
                "name_vi": row["name_vi"] or "",
                "unit": row["unit"],
                "unit_name": read_words()["units"].get(row["unit"]),
                "indicator_name": names[row["indicator_id"]] if asks == Asks.COMPUTED else None,
                "asks": asks,
                "is_criterion": asks == Asks.LEVEL and row["unit"] is None,
                "depth": len(_list_above(parents, code)),
            }
        )
    return pl.DataFrame(rows, schema=FORM_ROW_SCHEMA, orient="row")


def _find_criteria(catalogue: Catalogue, criterion_set_id: str) -> pl.DataFrame:
    sets = catalogue.criteria.sets.filter(
        pl.col("criterion_set_id") == criterion_set_id, pl.col("method") == Method.ASSESSMENT
    )
    if sets.is_empty():
        raise Dich2030Error(
            f"no set of criteria {criterion_set_id!r} that is assessed criterion by criterion",
            f"không có bộ tiêu chí {criterion_set_id!r} đánh giá theo từng tiêu chí",
        )
    return catalogue.criteria.criteria.filter(pl.col("criterion_set_id") == criterion_set_id).sort("sort")


def _find_asks(row: dict[str, Any]) -> Asks:
    if row["indicator_fit"] == IndicatorFit.SAME:
        return Asks.COMPUTED
    return Asks.LEVEL if row["unit"] is None or row["unit"] in JUDGED_UNITS else Asks.VALUE


def _find_asked(parents: dict[str, str | None], codes: set[str]) -> set[str]:
    """The criteria named and everything below them."""
    return {code for code in parents if code in codes or codes.intersection(_list_above(parents, code))}


def _walk(parents: dict[str, str | None], above: str | None) -> Iterator[str]:
    """Every criterion before those below it, siblings in the order of the set."""
    for code, parent in parents.items():
        if parent == above:
            yield code
            yield from _walk(parents, code)


def _list_above(parents: dict[str, str | None], code: str) -> list[str]:
    above, parent = [], parents[code]
    while parent is not None:
        above.append(parent)
        parent = parents[parent]
    return above
