"""What a criteria set asks of each of its criteria, and what the system itself answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import polars as pl
from rapidfuzz import fuzz, process

from etl.assessments.form import fold_label
from warehouse.catalogue import Catalogue
from warehouse.criterion_model import IndicatorFit
from warehouse.periods import Period

MOST_SUGGESTED: Final = 3
LEAST_LIKE: Final = 75


@dataclass(frozen=True)
class Criterion:
    """One criterion; ``indicator`` the row of the indicator that measures the same, null where there is none.

    Attributes
    ----------
    has_forecast : bool
        Whether its indicator has a target ahead of the period in the area, so that its likelihood is forecast.
    lineage : frozenset of str
        Codes of itself and of all it hangs on.
    """

    code: str
    name: str
    unit: str | None
    is_rated: bool
    indicator: Mapping[str, Any] | None
    has_forecast: bool
    lineage: frozenset[str]


@dataclass(frozen=True)
class CriterionBook:
    """The criteria of one set for one area and period, and the ratings they may get, by folded name and by code.

    Attributes
    ----------
    ratings : Mapping[str, str]
        Code of a rating by each text that names it.
    rating_names : list of str
        From best to worst.
    met : frozenset of str
        Ratings that count as met.
    kinds_vi, kinds_en : str
        The kinds that get a rating, as messages list them.
    """

    by_code: Mapping[str, Criterion]
    by_name: Mapping[str, str]
    ratings: Mapping[str, str]
    rating_names: list[str]
    met: frozenset[str]
    kinds_vi: str
    kinds_en: str

    @classmethod
    def read(cls, catalogue: Catalogue, set_id: str, period: Period, lineage: frozenset[str]) -> Self:
        """Put together a set's criteria; ``lineage`` the area assessed and all it lies in."""
        sets = catalogue.criteria
        kinds = sets.kinds.filter(pl.col("criterion_set_id") == set_id, "is_rated")
        forecast = _find_forecast(catalogue, period, lineage)
        rows = sets.criteria.filter(criterion_set_id=set_id).to_dicts()
        parents = {row["criterion_code"]: row["parent_code"] for row in rows}
        indicators = {row["indicator_id"]: row for row in catalogue.indicators.to_dicts()}
        by_code: dict[str, Criterion] = {}
        for row in rows:
            code = row["criterion_code"]
            same = indicators[row["indicator_id"]] if row["indicator_fit"] == IndicatorFit.SAME else None
            is_forecast = same is not None and same["indicator_id"] in forecast
            is_rated = row["kind"] in kinds["kind"]
            name = row["name_vi"] or ""
            by_code[code] = Criterion(
                code, name, row["unit"], is_rated, same, is_forecast, _list_lineage(code, parents)
            )
        ratings = sets.ratings.filter(criterion_set_id=set_id).to_dicts()
        return cls(
            by_code=by_code,
            by_name={fold_label(criterion.name): code for code, criterion in by_code.items() if criterion.name},
            ratings={
                fold_label(row[text]): row["rating"] for row in ratings for text in ("rating", "name_en", "name_vi")
            },
            rating_names=[row["name_vi"] for row in ratings],
            met=frozenset(row["rating"] for row in ratings if row["is_met"]),
            kinds_vi=", ".join(kinds["name_vi"]).lower(),
            kinds_en=", ".join(kinds["name_en"]).lower(),
        )

    def find(self, text: str) -> Criterion | None:
        """The criterion with this code, written with or without a dot at its end."""
        return self.by_code.get(text.strip(" .'’"))

    def suggest(self, code: str, name: str) -> list[str]:
        """Criteria it may mean: by the name beside it, by a code that a spreadsheet turned into a day, by a code much alike."""
        named = self.by_name.get(fold_label(name))
        codes = [named] if named else []
        codes += [restored for restored in _undo_date(code) if restored in self.by_code]
        if not codes and name:
            codes = [self.by_name[text] for text in _find_near(fold_label(name), self.by_name)]
        if not codes and code:
            codes = _find_near(code, self.by_code)
        return [f"{code} {self.by_code[code].name}".strip() for code in dict.fromkeys(codes)]


def _find_forecast(catalogue: Catalogue, period: Period, lineage: frozenset[str]) -> set[str]:
    """Indicators with a target ahead of the period in the area."""
    ahead = catalogue.targets.filter(
        pl.col("target_value").is_not_null(), pl.col("due") > period.end, pl.col("scope_area_id").is_in(list(lineage))
    )
    return set(ahead["indicator_id"])


def _list_lineage(code: str, parents: Mapping[str, str | None]) -> frozenset[str]:
    found: set[str] = set()
    current: str | None = code
    while current is not None and current not in found:
        found.add(current)
        current = parents.get(current)
    return frozenset(found)


def _find_near(text: str, known: Mapping[str, object]) -> list[str]:
    near = process.extract(text, list(known), scorer=fuzz.ratio, limit=MOST_SUGGESTED, score_cutoff=LEAST_LIKE)
    return [found for found, _, _ in near]


def _undo_date(text: str) -> list[str]:
    """Codes that a spreadsheet may have turned into a day: 2003-02-01 was typed 1.2.3."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return []
    year, month, day = (int(part) for part in parts)
    return [f"{day}.{month}.{year % 100}", f"{month}.{day}.{year % 100}"]
