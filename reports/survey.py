"""The last survey of the criteria of a place until a day: what each criterion reached, why not, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from warehouse import criterion_queries
from warehouse.criterion_queries import ASSESSMENT_TABLES, SET_TABLES
from warehouse.model import Status
from warehouse.queries import Release
from wording.looks import PARTLY

Row = dict[str, Any]


@dataclass(frozen=True)
class Survey:
    """One survey of a place by one criteria set.

    Attributes
    ----------
    criterion_set : mapping
        Row of :func:`warehouse.criterion_queries.list_assessment_sets`.
    ratings : sequence of rows
        Levels from best to worst.
    judged : sequence of rows
        Criteria a level is given to, in the order of the set, with what :func:`warehouse.criterion_queries.list_assessments` says of
        each; ``rating`` null = not assessed.
    period : str
    period_end : date
    """

    criterion_set: Row
    ratings: Sequence[Row]
    judged: Sequence[Row]
    period: str
    period_end: date

    @property
    def met(self) -> list[Row]:
        """Criteria that reached a level that counts as met."""
        return [row for row in self.judged if row.get("is_met")]

    @property
    def unmet(self) -> list[Row]:
        """Criteria with a level that does not count as met, the earliest deadline first, those without one last."""
        rows = [row for row in self.judged if row.get("rating") is not None and not row.get("is_met")]
        return sorted(rows, key=lambda row: (row["deadline"] is None, row["deadline"] or date.max))

    @property
    def unrated(self) -> list[Row]:
        """Criteria nobody gave a level."""
        return [row for row in self.judged if row.get("rating") is None]

    def list_tally(self) -> list[tuple[Row | None, int]]:
        """How many criteria stand at each level, best first; the last, without a level, are those not assessed."""
        rated = [(level, sum(row.get("rating") == level["rating"] for row in self.judged)) for level in self.ratings]
        return [*rated, (None, len(self.unrated))]

    def find_look(self, rating: str | None) -> str:
        """Whose look a level has: met, in between, the worst, or none given."""
        place = next((place for place, level in enumerate(self.ratings) if level["rating"] == rating), None)
        if place is None:
            return Status.NO_DATA.value
        if self.ratings[place]["is_met"]:
            return Status.ATTAINED.value
        return Status.NOT_ATTAINED.value if place == len(self.ratings) - 1 else PARTLY

    @property
    def is_simulated(self) -> bool:
        """Whether any of what was assessed is simulated."""
        return any(bool(row.get("is_simulated")) for row in self.judged)


def read_survey(release: Release, area_id: str, day: date) -> Survey | None:
    """The last survey of a place until a day, of whichever set it is; None where there is none or the release keeps none."""
    if not criterion_queries.has_tables(release, SET_TABLES | ASSESSMENT_TABLES):
        return None
    sets = criterion_queries.list_assessment_sets(release).to_dicts()
    found = [survey for row in sets if (survey := _read_set(release, row, area_id, day))]
    return max(found, key=lambda survey: survey.period_end, default=None)


def _read_set(release: Release, criterion_set: Row, area_id: str, day: date) -> Survey | None:
    set_id = criterion_set["criterion_set_id"]
    said = criterion_queries.list_assessments(release, set_id, area_id).filter(pl.col("period_end") <= day).to_dicts()
    if not said:
        return None
    period = said[0]["period"]
    rows = {row["criterion_code"]: row for row in said if row["period"] == period}
    leads = {
        row["criterion_code"]: row
        for row in criterion_queries.list_criterion_leads(release, set_id, area_id).to_dicts()
    }
    tree = criterion_queries.list_criterion_tree(release, set_id).to_dicts()
    ratings = criterion_queries.list_criterion_ratings(release, set_id).to_dicts()
    judged = [_assess(row, rows.get(row["criterion_code"], {}), leads) for row in tree if row["is_judged"]]
    return Survey(criterion_set, ratings, judged, period, said[0]["period_end"])


def _assess(criterion: Row, said: Row, leads: dict[str, Row]) -> Row:
    """A criterion with its assessment, where there is one, and who is in charge of it; a simulated duty is not put on a real assessment."""
    lead = {} if said.get("lead_department_id") else leads.get(criterion["criterion_code"], {})
    if lead.get("is_duty_simulated") and said.get("is_simulated") is False:
        lead = {}
    return {**said, **lead, **criterion}
