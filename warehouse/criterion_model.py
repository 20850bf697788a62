"""The vocabulary of criteria sets: one enumeration per coded column, and the tables they are kept in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

NUMBER = pl.Decimal(9, 4)


class Method(StrEnum):
    """How a set turns into a result: points added up, requirements all met, or each criterion judged by itself."""

    SCORES = "scores"
    REQUIREMENTS = "requirements"
    ASSESSMENT = "assessment"


class Wording(StrEnum):
    """Whose words a criterion is written in; ``MISSING``: the text was not read, and there is no name."""

    OFFICIAL = "official"
    PARAPHRASE = "paraphrase"
    MISSING = "missing"


class Evidence(StrEnum):
    """What a measurement rests on."""

    OFFICIAL = "official"
    SURVEY = "survey"
    EXPERT_REVIEW = "expert_review"


class CriterionUnit(StrEnum):
    """What a measurement is expressed in; ``RATING`` is a judgement, ``BOOLEAN`` met or not."""

    PERCENT = "percent"
    PER_100000 = "per_100000"
    COUNT = "count"
    CURRENCY = "currency"
    KG_PER_CAPITA = "kg_per_capita"
    YEARS = "years"
    HOURS_PER_WEEK = "hours_per_week"
    RATING = "rating"
    BOOLEAN = "boolean"


class Direction(StrEnum):
    """Which way is better, as catalogue files write it; tables hold 1 and -1."""

    HIGHER = "higher_is_better"
    LOWER = "lower_is_better"


class IndicatorFit(StrEnum):
    """How an indicator of ours stands for a criterion: it measures the same, or something near that may only be shown beside it."""

    SAME = "same"
    PROXY = "proxy"


class ReportState(StrEnum):
    """How far an assessment has gone: still being written, or confirmed by the body that reports."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"


SET_SCHEMA = pl.Schema(
    {
        "criterion_set_id": pl.String(),
        "set_id": pl.String(),
        "version": pl.String(),
        "name_vi": pl.String(),
        "name_en": pl.String(),
        "method": pl.String(),
        "title_id": pl.String(),
        "group_id": pl.String(),
        "scope_area_id": pl.String(),
        "document_code": pl.String(),
        "valid_from": pl.Date(),
        "valid_to": pl.Date(),
        "total_maximum": NUMBER,
        "pass_mark": NUMBER,
        "source": pl.String(),
        "confidence": pl.String(),
        "is_verified": pl.Boolean(),
        "note": pl.String(),
    }
)
KIND_SCHEMA = pl.Schema(
    {
        "criterion_set_id": pl.String(),
        "kind": pl.String(),
        "parent_kind": pl.String(),
        "sort": pl.Int16(),
        "name_vi": pl.String(),
        "name_en": pl.String(),
        "stated_count": pl.Int32(),
        "held_count": pl.Int32(),
        "is_rated": pl.Boolean(),
    }
)
FORM_SCHEMA = pl.Schema(
    {
        "criterion_set_id": pl.String(),
        "form_id": pl.String(),
        "sort": pl.Int16(),
        "name_vi": pl.String(),
        "name_en": pl.String(),
    }
)
LEVEL_SCHEMA = pl.Schema(
    {
        "criterion_set_id": pl.String(),
        "level": pl.Int16(),
        "name_vi": pl.String(),
        "name_en": pl.String(),
    }
)
RATING_SCHEMA = pl.Schema(
    {
        "criterion_set_id": pl.String(),
        "rating": pl.String(),
        "sort": pl.Int16(),
        "name_vi": pl.String(),
        "name_en": pl.String(),
        "is_met": pl.Boolean(),
    }
)
CRITERION_SCHEMA = pl.Schema(
    {
        "criterion_set_id": pl.String(),
        "criterion_code": pl.String(),
        "parent_code": pl.String(),
        "kind": pl.String(),
        "sort": pl.Int32(),
        "form_id": pl.String(),
        "name_vi": pl.String(),
        "name_en": pl.String(),
        "wording": pl.String(),
        "unit": pl.String(),
        "evidence": pl.String(),
        "direction": pl.Int8(),
        "indicator_id": pl.String(),
        "indicator_fit": pl.String(),
        "score_minimum": NUMBER,
        "score_maximum": NUMBER,
        "level": pl.Int16(),
        "required_value": NUMBER,
        "document_code": pl.String(),
        "source": pl.String(),
        "confidence": pl.String(),
        "is_verified": pl.Boolean(),
        "note": pl.String(),
    }
)


@dataclass(frozen=True)
class KnownCodes:
    """Codes of the rest of the catalogue that a criteria set may name; ``indicator_units`` by indicator."""

    titles: frozenset[str]
    groups: frozenset[str]
    documents: frozenset[str]
    areas: frozenset[str]
    indicator_units: dict[str, str]


@dataclass(frozen=True)
class CriterionSets:
    """Every criteria set in every version.

    Attributes
    ----------
    sets : pl.DataFrame
        Grain: set × version, key ``criterion_set_id``. ``SET_SCHEMA``. ``valid_from`` null: the first day is not known; ``valid_to`` the
        last day, at the latest the eve of the next version, null while it is open. ``title_id`` null: the set gives no title;
        ``group_id`` null: all people; ``total_maximum`` and ``pass_mark`` in points, null unless ``method`` is ``scores``.
    kinds : pl.DataFrame
        Grain: set × kind of criterion (section, area, index, …). ``stated_count`` as the source counts them, null where it does not;
        ``held_count`` rows there are: where it is less, texts are missing; ``is_rated``: its criteria get a rating.
    forms : pl.DataFrame
        Grain: set × score sheet for a group of people.
    levels : pl.DataFrame
        Grain: set × level at which it is recognised; none where a set has only one.
    ratings : pl.DataFrame
        Grain: set × rating a criterion may get, ``sort`` from best to worst; none unless ``method`` is ``assessment``.
    criteria : pl.DataFrame
        Grain: set × criterion. ``CRITERION_SCHEMA``. ``name_*`` null only when ``wording`` is ``missing``; ``form_id`` null: every form;
        ``level`` null: every level; ``score_*`` in points; ``required_value`` in ``unit``; ``direction`` 1 more is better, -1 less.
    """

    sets: pl.DataFrame
    kinds: pl.DataFrame
    forms: pl.DataFrame
    levels: pl.DataFrame
    ratings: pl.DataFrame
    criteria: pl.DataFrame
