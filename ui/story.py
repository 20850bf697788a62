"""What the overview says in words: which rows carry a verdict, how many of each, and the sentence that sums them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ui.format import format_date, format_gap, format_number, format_period
from ui.language import _, localise
from ui.state import Area
from warehouse.model import Level, Status

ATTAINED = (Status.EXCEEDED, Status.ATTAINED, Status.ATTAINED_EARLY)
JUDGED = (*ATTAINED, Status.NOT_ATTAINED, Status.UNDECIDED)
TRACKED = (Status.ON_TRACK, Status.ACCELERATE, Status.SLOW, Status.BACKWARD, Status.INSUFFICIENT, Status.OPEN)
CARD_ORDER = (
    Status.NOT_ATTAINED, Status.BACKWARD, Status.SLOW, Status.ACCELERATE, Status.UNDECIDED, Status.OPEN, Status.ON_TRACK,
    Status.INSUFFICIENT, Status.ATTAINED, Status.ATTAINED_EARLY, Status.EXCEEDED, Status.NOT_COMPARABLE, Status.NO_TARGET,
    Status.NOT_DUE, Status.SUPPRESSED, Status.NOT_APPLICABLE, Status.NO_DATA,
)  # fmt: skip
NAMED_LIMIT = 1


@dataclass(frozen=True)
class Standing:
    """An area's headline targets of one year, sorted for the screen.

    Attributes
    ----------
    shown : polars.DataFrame
        Rows with a value, what is missing most first; grain indicator.
    silent : polars.DataFrame
        Rows without a value.
    counts : Mapping
        Targets by status; ``not_applicable`` is left out.
    is_future : bool
        Whether the year has not fallen due at the release's as-of date.
    """

    year: int | None
    shown: pl.DataFrame
    silent: pl.DataFrame
    counts: Mapping[str, int]
    is_future: bool

    def count(self, *statuses: Status) -> int:
        """Targets with one of these statuses."""
        return sum(self.counts.get(status, 0) for status in statuses)


def sort_standing(standing: pl.DataFrame, year: int | None, area: Area, data_as_of: date) -> Standing:
    """Choose the headline rows of a year; of an area that has ended, its last figures whatever the year."""
    headline = standing.filter(pl.col("is_headline"))
    if area.valid_to is not None:
        headline = headline.filter(pl.col("value").is_not_null()).unique(
            "indicator_id", keep="first", maintain_order=True
        )
    else:
        headline = headline.filter(pl.col("target_year").eq_missing(pl.lit(year)))
    order = {status.value: rank for rank, status in enumerate(CARD_ORDER)}
    headline = headline.with_columns(pl.col("status").replace_strict(order, default=99).alias("card_rank"))
    shown = headline.filter(pl.col("value").is_not_null()).sort("card_rank", pl.col("attainment").fill_null(9), "sort")
    silent = headline.filter(pl.col("value").is_null() & (pl.col("status") != Status.NOT_APPLICABLE)).sort("sort")
    counted = headline.filter(pl.col("status") != Status.NOT_APPLICABLE).group_by("status").len()
    is_future = bool((headline["due"].drop_nulls() > data_as_of).any())
    return Standing(year, shown, silent, dict(counted.iter_rows()), is_future)


def tell_message(area: Area, standing: Standing) -> str:
    """The sentence that says where the area stands, composed from the counts."""
    if area.valid_to is not None:
        return _(
            "{place} ended on {date}: its last figures, without a verdict",
            place=area.name,
            date=format_date(area.valid_to),
        )
    attained, judged = standing.count(*ATTAINED), standing.count(*JUDGED)
    if standing.is_future and attained + standing.count(*TRACKED):
        tracked = attained + standing.count(*TRACKED)
        return _(
            "{place}: {attained} of {count} targets for {year} already reached",
            place=area.name,
            attained=attained,
            count=tracked,
            year=standing.year,
        )
    if judged:
        return _(
            "{place}: {attained} of {count} targets for {year} with comparable figures attained",
            place=area.name,
            attained=attained,
            count=judged,
            year=standing.year,
        )
    if standing.shown.height:
        return _("{place}: figures, but no verdict on the targets for {year}", place=area.name, year=standing.year)
    return _("{place}: no figures yet for the targets for {year}", place=area.name, year=standing.year or "–")


def tell_place(area: Area) -> str:
    """What a ward or district lies in."""
    above = [area.parent_name, area.province_name] if area.level in (Level.WARD, Level.DISTRICT) else []
    return " · ".join(dict.fromkeys(name for name in above if name))


def list_counts(standing: Standing) -> list[tuple[int, str, str]]:
    """What the tally counts, in the order a leader asks: count, status that lends its look, word."""
    return [
        (standing.count(*ATTAINED), Status.ATTAINED, _("attained")),
        (standing.count(Status.NOT_ATTAINED), Status.NOT_ATTAINED, _("not attained")),
        (standing.count(Status.UNDECIDED), Status.UNDECIDED, _("undecided")),
        (standing.count(Status.ON_TRACK), Status.ON_TRACK, _("on track")),
        (standing.count(Status.ACCELERATE), Status.ACCELERATE, _("to speed up")),
        (standing.count(Status.SLOW), Status.SLOW, _("slow")),
        (standing.count(Status.BACKWARD), Status.BACKWARD, _("going backward")),
        (standing.count(Status.INSUFFICIENT), Status.INSUFFICIENT, _("without enough data")),
        (standing.count(Status.OPEN), Status.OPEN, _("in progress")),
        (standing.count(Status.NOT_COMPARABLE), Status.NOT_COMPARABLE, _("not comparable")),
        (standing.count(Status.NO_TARGET), Status.NO_TARGET, _("no verified target")),
        (standing.count(Status.NO_DATA), Status.NO_DATA, _("without data")),
    ]


def tell_lead(standing: Standing) -> str:
    """What is furthest from its target, and how much is missing there."""
    behind = standing.shown.filter(
        pl.col("status").is_in([Status.NOT_ATTAINED, *TRACKED]) & (pl.col("gap_count").fill_null(0) > 0)
    )
    named = [name_gap(row) for row in behind.sort("attainment").head(NAMED_LIMIT).iter_rows(named=True)]
    if not named:
        return tell_silence(standing)
    return _("Furthest behind: {names}.", names="; ".join(named))


def tell_silence(standing: Standing) -> str:
    """How many targets wait for units that have not reported; empty where none does."""
    waiting = standing.shown.filter((pl.col("status") == Status.UNDECIDED) & ~pl.col("is_reported"))
    if waiting.is_empty():
        return ""
    silent = int((waiting["expected_count"] - waiting["reporter_count"]).max())  # type: ignore[arg-type]
    return _(
        "{count} targets cannot be judged yet: up to {silent} units have not reported.",
        count=format_number(waiting.height),
        silent=format_number(silent),
    )


def name_gap(row: Mapping[str, Any]) -> str:
    """An indicator with what it lacks: ``tỷ lệ … (còn thiếu 8.215 người)``."""
    name = localise(row, "name")
    return f"{name[:1].lower()}{name[1:]} ({format_gap(row)})"


def tell_source(standing: Standing, area: Area) -> str:
    """Period and completeness of the figures, in one line."""
    if standing.shown.is_empty():
        return ""
    periods = standing.shown.sort("period_end")["period"].unique(maintain_order=True)
    span = " – ".join(format_period(code) for code in dict.fromkeys((periods[0], periods[-1])))
    parts = [_("Figures for {period}", period=span)]
    summed = standing.shown.filter(~pl.col("is_reported") & (pl.col("expected_count") > 1))
    if summed.height and area.valid_to is None:
        least = summed.sort(pl.col("reporter_count") / pl.col("expected_count")).row(0, named=True)
        parts.append(
            _(
                "at least {reported} of {expected} units reported",
                reported=format_number(least["reporter_count"]),
                expected=format_number(least["expected_count"]),
            )
        )
    if standing.shown["is_simulated"].any():
        parts.append(_("simulated where marked") if not standing.shown["is_simulated"].all() else _("simulated data"))
    return " · ".join(parts)
