"""What a document about one place and period asks of a release: every question once, no words.

A document for a period says nothing that was reported for a later day, even where the release holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from reports.content_errors import check_period, check_place
from reports.later_ends import forget_later_ends
from reports.survey import Survey, read_survey
from reports.units import Units, read_units
from warehouse import commendation_queries, quality_queries, queries, title_queries
from warehouse.extract_queries import list_extract_files
from warehouse.model import Era, Level, Territory
from warehouse.overview_queries import list_recent_changes
from warehouse.periods import Period
from warehouse.queries import Release
from warehouse.thresholds import THRESHOLDS
from wording.board import Board, build_board, build_last_figures
from wording.places import Area, describe_area

Row = dict[str, Any]
INDICATOR_WORDS = (
    "indicator_id", "unit", "unit_noun_vi", "unit_noun_en", "short_vi", "short_en", "denominator_vi", "denominator_en",
)  # fmt: skip
ORIGINS = ("published", "reported", "summed")
# Enough reports for a trend (METHODS 9); a figure that is no sum has no completeness.
COMPLETE = pl.col("completeness").fill_null(1.0) >= float(THRESHOLDS.completeness_floor_ratio)
Asked = tuple[str | int | None, ...]


@dataclass(frozen=True)
class TitleFlows:
    """A title at a place in one period.

    Attributes
    ----------
    title : mapping
        Row of :func:`warehouse.title_queries.list_flow_titles`.
    flows : sequence of rows
        Rows of :func:`warehouse.title_queries.list_title_flows` of all people together: the official one first, sums after it.
    """

    title: Row
    flows: Sequence[Row]


@dataclass(frozen=True, eq=False)
class Content:
    """Answers of a release about one place until the end of a period.

    Attributes
    ----------
    place : mapping
        Row of :func:`warehouse.queries.read_area`.
    period : Period
        Period asked for.
    day : date
        Its last day, or the last one of the place or of the data of the release where that is earlier: nothing later is said.
    """

    release: Release
    place: Row
    period: Period
    day: date
    answers: dict[Asked, pl.DataFrame]

    @property
    def area(self) -> Area:
        """The place, its names in the language in use."""
        return describe_area(self.place)

    @property
    def area_id(self) -> str:
        """Key of the place."""
        return str(self.place["area_id"])

    @cached_property
    def _standing(self) -> pl.DataFrame:
        found = queries.list_standing_at(self.release, self.area_id, self.day)
        return forget_later_ends(found, pl.lit(self.place["valid_to"], pl.Date), self.day)

    @cached_property
    def standing(self) -> list[Row]:
        """Rows of :func:`warehouse.queries.list_standing_at`, on every base: one per indicator × target."""
        return self._standing.to_dicts()

    @cached_property
    def board(self) -> Board:
        """The headline rows in the columns of the board; of a place that has ended by now its last figures until the day."""
        ends = self.place["valid_to"] is not None
        return build_last_figures(self._standing) if ends else build_board(self._standing, self.day)

    @property
    def has_ended(self) -> bool:
        """Whether the place has ended by the day: a document of an earlier day does not know of it."""
        return self.place["valid_to"] is not None and self.place["valid_to"] <= self.day

    @property
    def target_year(self) -> int | None:
        """The year that has ended and that most is known of; null where none is due."""
        return self.board.ended.year if self.board.ended else None

    @property
    def ahead_year(self) -> int | None:
        """The year ahead that most is known of; null where there is none."""
        return self.board.ahead.year if self.board.ahead else None

    @cached_property
    def units(self) -> Units | None:
        """What lies under the place on the day; None for a ward."""
        return read_units(self.release, self.place, self.day)

    def find_period(self, indicator_id: str, target_year: int | None) -> str | None:
        """Period in which the units are looked at: the due one of a target past due, else the one asked for, else the last with values."""
        own = self.find_row(indicator_id, target_year)
        if own is not None and own["due"] is not None and own["due"] <= self.day:
            return str(own["period"])
        if self.units is None:
            return None
        place = (self.area_id, indicator_id, self.units.level, self.units.era)
        known = queries.list_layer_periods(self.release, *place).filter(pl.col("period_end") <= self.day)
        periods = known["period"].to_list()
        return self.period.code if self.period.code in periods else next(iter(periods), None)

    def list_units(self, indicator_id: str, target_year: int | None) -> pl.DataFrame:
        """Units under the place: rows of :func:`warehouse.queries.list_map_values`; no row where there are none or nothing was reported."""
        period, units = self.find_period(indicator_id, target_year), self.units
        if units is None or period is None:
            return pl.DataFrame()
        asked = ("units", indicator_id, target_year)
        if asked not in self.answers:
            found = queries.list_map_values(
                self.release, self.area_id, indicator_id, period, target_year, units.level, units.era
            )
            self.answers[asked] = forget_later_ends(found, pl.col("valid_to"), self.day)
        return self.answers[asked]

    def find_row(self, indicator_id: str, target_year: int | None) -> Row | None:
        """Headline row of an indicator on the target of a year; None where there is none."""
        rows = (row for row in self.standing if row["indicator_id"] == indicator_id and row["is_headline"])
        return next((row for row in rows if row["target_year"] == target_year), None)

    def list_silent(self, row: Row) -> list[Row]:
        """Units expected in the sum of a row that did not report; empty for a figure of the place itself."""
        if row["is_reported"] or row["reporter_count"] == row["expected_count"]:
            return []
        asked = (self.area_id, row["indicator_id"], row["period"], row["basis"])
        if asked not in self.answers:
            self.answers[asked] = queries.list_reporters(self.release, *asked)
        return self.answers[asked].filter(~pl.col("has_reported")).to_dicts()

    @cached_property
    def flows(self) -> list[TitleFlows]:
        """Titles counted at the place, in catalogue order, each in the period asked for, else in the last one before."""
        titles = title_queries.list_flow_titles(self.release).to_dicts()
        known = [row for row in self._list_flows() if row["group_id"] is None]
        found = [
            (title, self._choose_period([row for row in known if row["title_id"] == title["title_id"]]))
            for title in titles
        ]
        return [
            TitleFlows(title, sorted(rows, key=lambda row: ORIGINS.index(row["origin"])))
            for title, rows in found
            if rows
        ]

    def _list_flows(self) -> list[Row]:
        """Flows until the day of which anything was counted."""
        frame = title_queries.list_title_flows(self.release, self.area_id).filter(pl.col("period_end") <= self.day)
        counts = ("total_count", "registered_count", "assessed_count", "recognised_count")
        return [row for row in frame.iter_rows(named=True) if any(row[name] is not None for name in counts)]

    def _choose_period(self, rows: Sequence[Row]) -> list[Row]:
        """Rows of the period asked for, else of the last before it."""
        own = [row for row in rows if row["period"] == self.period.code]
        last = max((row["period_end"] for row in rows), default=None)
        period = next((row["period"] for row in rows if row["period_end"] == last), None)
        return own or [row for row in rows if row["period"] == period]

    def list_groups(self, row: Row) -> list[Row]:
        """Groups of people of an indicator in the period and on the basis of its row, in catalogue order."""
        asked = (self.area_id, row["indicator_id"], row["period"])
        if ("groups", *asked) not in self.answers:
            self.answers["groups", *asked] = queries.list_group_values(self.release, *asked)
        return self.answers["groups", *asked].filter(pl.col("basis") == row["basis"]).to_dicts()

    @property
    def territory(self) -> Territory:
        """Units a history stands on: those of today for a unit of today, so that a moved boundary is no change, else as reported."""
        is_of_today = self.place["era"] == Era.AFTER and self.place["level"] in (Level.PROVINCE, Level.WARD)
        return Territory.CURRENT if is_of_today else Territory.AS_REPORTED

    @cached_property
    def changes(self) -> list[Row]:
        """How rates changed since the year before: rows of :func:`warehouse.overview_queries.list_recent_changes` until the day."""
        before = date(self.day.year - 1, 12, 31)
        rows = list_recent_changes(self.release, self.area_id, self.territory, self.day, before).to_dicts()
        return [{**self._describe(row["indicator_id"]), **row, "area_id": self.area_id} for row in rows]

    def _describe(self, indicator_id: str) -> Row:
        """Words of an indicator of the place."""
        row = next(row for row in self.standing if row["indicator_id"] == indicator_id)
        return {name: row[name] for name in INDICATOR_WORDS}

    def read_reform(self, indicator_id: str) -> list[Row]:
        """How an indicator changed across 1/7/2025 until the day, with its words, one row for each basis.

        Empty where the boundary did not move or too few reported in one of the periods.
        """
        if self.place["valid_from"] is None or self.place["era"] != Era.AFTER:
            return []
        described = self._describe(indicator_id)
        return [{**described, **change} for change in self._reforms if change["indicator_id"] == indicator_id]

    @cached_property
    def _reforms(self) -> list[Row]:
        """Changes of all indicators of the place, asked at once."""
        found = queries.read_change(self.release, self.area_id, None, self.territory, self.day)
        return found.filter(COMPLETE).to_dicts()

    def read_series(self, indicator_id: str, basis: str) -> list[Row]:
        """Values of an indicator on a basis until the day, oldest first; no period of too few reports; ``recast`` = how put together."""
        asked = ("series", indicator_id)
        if asked not in self.answers:
            self.answers[asked] = queries.read_series(self.release, self.area_id, indicator_id, self.territory)
        known = self.answers[asked].filter(
            pl.col("period_end") <= self.day, pl.col("basis") == basis, pl.col("value").is_not_null(), COMPLETE
        )
        return known.unique("period", keep="first", maintain_order=True).to_dicts()

    @cached_property
    def survey(self) -> Survey | None:
        """The last survey of criteria of the place until the day; None where there is none."""
        return read_survey(self.release, self.area_id, self.day)

    @cached_property
    def commendations(self) -> list[Row]:
        """Commendations of the years ended by the day, and of its own year where that is the last one the release has data of."""
        if not commendation_queries.has_commendations(self.release):
            return []
        is_whole = (self.day.month, self.day.day) == (12, 31) or self.day == self.release.info.data_as_of
        last = self.day.year if is_whole else self.day.year - 1
        found = commendation_queries.list_commendations(self.release, self.area_id).filter(pl.col("year") <= last)
        return found.to_dicts()

    @cached_property
    def has_simulated(self) -> bool:
        """Whether any number of the place or the units under it is simulated."""
        rows = [row for row in self.standing if row["value"] is not None]
        rows += [*self.sources, *self.commendations, *(flow for one in self.flows for flow in one.flows)]
        is_surveyed = self.survey is not None and self.survey.is_simulated
        return is_surveyed or any(bool(row["is_simulated"]) for row in rows)

    @cached_property
    def targets(self) -> list[Row]:
        """Targets that apply to the place, of documents issued by the day or of unknown date; unverified and blank ones too."""
        is_issued = pl.col("document_date").is_null() | (pl.col("document_date") <= self.day.isoformat())
        return queries.list_targets(self.release, self.area_id).filter(is_issued).to_dicts()

    @cached_property
    def sources(self) -> list[Row]:
        """Sheets of the files that the numbers of the place and its units until the day stand on, real ones first."""
        return list_extract_files(self.release, self.area_id, last_day=self.day).to_dicts()

    @cached_property
    def reporting(self) -> list[Row]:
        """Unit × period until the day in which it was expected to report on a title, and how much of it did."""
        frame = quality_queries.list_reporting(self.release, self.area_id)
        return frame.filter(pl.col("period_end") <= self.day).to_dicts()


def read_content(release: Release, area_id: str, period: str) -> Content:
    """Look at one place until the end of a period.

    Parameters
    ----------
    period : str
        Code as in :class:`warehouse.periods.Period`.

    Raises
    ------
    ReleaseError
        The release does not know the area, the text is no period, the period begins after the last day the release has data of or lies
        outside the life of the area, or the figures of the area begin later.
    """
    place = check_place(release, area_id)
    asked, day = check_period(release, place, period)
    return Content(release, place, asked, day, {})
