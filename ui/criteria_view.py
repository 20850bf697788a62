"""What the screen of criteria looks at: one set, one survey of one province, and what is chosen of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from ui.answers import ask
from ui.state import PageContext, follow_address, seed_choice, write_address
from warehouse import criterion_queries, queries
from warehouse.criterion_queries import ASSESSMENT_TABLES
from warehouse.model import Likelihood, Status
from wording.language import localise
from wording.looks import PARTLY

Row = Mapping[str, Any]
SET, SURVEY, PART, LEVEL, DEPARTMENT, CRITERION, DOSSIER = (
    "bo_tieu_chi", "dot_danh_gia", "xem", "muc_do", "co_quan", "tieu_chi", "ho_so",
)  # fmt: skip
OWN_KEYS = (SET, SURVEY, PART, LEVEL, DEPARTMENT, CRITERION, DOSSIER)
UNRATED = "chua-danh-gia"


@dataclass(frozen=True)
class CriteriaView:
    """One survey of a province by one criteria set.

    Attributes
    ----------
    sets : sequence of mappings
        Rows of :func:`warehouse.criterion_queries.list_assessment_sets`; ``chosen`` is one of them.
    area_id, area_name : str
        The province of the place looked at; empty for the nation.
    tree, ratings : sequence of mappings
        Criteria from the top down, and the levels from best to worst.
    surveys : sequence of str
        Periods with an assessment, newest first.
    period : str or None
        The survey shown; null where there is none.
    assessed : polars.DataFrame
        :func:`warehouse.criterion_queries.list_assessments`, every survey; without columns where the release keeps none.
    leads : mapping
        Departments in charge by the code of their criterion, whether they have reported or not.
    """

    sets: Sequence[Row]
    chosen: Row
    area_id: str
    area_name: str
    tree: Sequence[Row]
    ratings: Sequence[Row]
    surveys: Sequence[str]
    period: str | None
    assessed: pl.DataFrame
    leads: Mapping[str, Row]

    @cached_property
    def assessments(self) -> Mapping[str, Row]:
        """Rows of the survey shown by the code of their criterion."""
        if self.period is None:
            return {}
        rows = self.assessed.filter(pl.col("period") == self.period).iter_rows(named=True)
        return {row["criterion_code"]: row for row in rows}

    @cached_property
    def judged(self) -> Sequence[Row]:
        """Criteria a level is given to, in the order of the set, with their assessment where there is one."""
        return [self.assess(row) for row in self.tree if row["is_judged"]]

    def assess(self, row: Row) -> Row:
        """A criterion with its assessment, where there is one, and who is in charge of it."""
        said = self.assessments.get(row["criterion_code"], {})
        lead = self.leads.get(row["criterion_code"], {}) if not said.get("lead_department_id") else {}
        if lead.get("is_duty_simulated") and said.get("is_simulated") is False:
            lead = {}
        return {**said, **lead, **row}

    @property
    def day(self) -> date | None:
        """Last day of the survey shown."""
        return next((row["period_end"] for row in self.assessments.values()), None)

    def list_under(self, code: str) -> Sequence[Row]:
        """What hangs on a criterion: of one that is judged, its measurements."""
        return [row for row in self.tree if row["parent_code"] == code]

    def find(self, code: str | None) -> Row | None:
        """A criterion by its code."""
        return next((row for row in self.tree if row["criterion_code"] == code), None)

    def find_look(self, rating: str | None) -> str:
        """Whose look a level has: met, in between, the worst, or none given."""
        row = next((row for row in self.ratings if row["rating"] == rating), None)
        if row is None:
            return Status.NO_DATA.value
        if row["is_met"]:
            return Status.ATTAINED.value
        return Status.NOT_ATTAINED.value if row is self.ratings[-1] else PARTLY


def is_met(row: Row) -> bool:
    """Whether a criterion has reached a level that counts as met."""
    return bool(row.get("is_met"))


def is_unmet(row: Row) -> bool:
    """Whether a criterion was given a level that does not count as met; one without a level is neither."""
    return row.get("rating") is not None and not row.get("is_met")


def is_likely(row: Row) -> bool:
    """Whether a criterion not met yet is likely to be met."""
    return is_unmet(row) and row.get("likelihood") == Likelihood.LIKELY


def find_change(row: Row) -> int:
    """1 where the level is better than in the survey before, -1 where worse, 0 where the same or one of them is not known."""
    now, before = row.get("rating_sort"), row.get("previous_sort")
    if now is None or before is None:
        return 0
    return int(before > now) - int(before < now)


def read_view(context: PageContext) -> CriteriaView | None:
    """Ask the release what the screen shows; null where it keeps no set that is judged criterion by criterion."""
    follow_address(OWN_KEYS)
    release = context.release
    if not criterion_queries.has_tables(release, criterion_queries.SET_TABLES):
        return None
    sets = ask(release, criterion_queries.list_assessment_sets).to_dicts()
    if not sets:
        return None
    ids = [row["criterion_set_id"] for row in sets]
    set_id = seed_choice(SET, ids, ids[0])
    write_address({SET: set_id if set_id != ids[0] else None}, (SET,))
    area_id = context.area.province_area_id or ""
    has_assessments = criterion_queries.has_tables(release, ASSESSMENT_TABLES)
    ratings = ask(release, criterion_queries.list_criterion_ratings, set_id).to_dicts() if has_assessments else []
    assessed = ask(release, criterion_queries.list_assessments, set_id, area_id) if has_assessments else pl.DataFrame()
    leads = ask(release, criterion_queries.list_criterion_leads, set_id, area_id).to_dicts() if has_assessments else []
    surveys = [] if assessed.is_empty() else assessed["period"].unique(maintain_order=True).to_list()
    period = seed_choice(SURVEY, surveys, surveys[0]) if surveys else None
    write_address({SURVEY: period if surveys and period != surveys[0] else None}, (SURVEY,))
    return CriteriaView(
        sets,
        next(row for row in sets if row["criterion_set_id"] == set_id),
        area_id,
        name_area(context, area_id),
        ask(release, criterion_queries.list_criterion_tree, set_id).to_dicts(),
        ratings,
        surveys,
        period,
        assessed,
        {row["criterion_code"]: row for row in leads},
    )


def name_area(context: PageContext, area_id: str) -> str:
    """Name of the province looked at."""
    if area_id in ("", context.area.area_id):
        return context.area.name
    return localise(ask(context.release, queries.read_area, area_id).row(0, named=True), "name")
