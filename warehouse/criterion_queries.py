"""Questions about criteria sets whose criteria are judged one by one: the tree, what was assessed, by whom, and what a dossier lacks."""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.dictionary_queries import list_columns
from warehouse.queries import Release

SET_TABLES = frozenset({"dim_criterion_set", "dim_criterion_kind", "dim_criterion"})
ASSESSMENT_TABLES = frozenset(
    {
        "dim_criterion_rating",
        "dim_department",
        "mart_assessment",
        "mart_assessment_version",
        "mart_evidence",
        "mart_criterion_duty",
    }
)
DOSSIER_TABLES = frozenset({"dim_dossier", "dim_dossier_item"}) | ASSESSMENT_TABLES


def has_tables(release: Release, tables: frozenset[str]) -> bool:
    """Whether a release holds all of some tables; those made before 12/2026 hold none of the assessments."""
    return tables <= set(list_columns(release)["table_name"])


def list_assessment_sets(release: Release) -> pl.DataFrame:
    """Sets judged criterion by criterion, the newest version of a set first; ``unofficial_count`` criteria not in the words of the text."""
    return release.query("list_assessment_sets")


def list_criterion_tree(release: Release, criterion_set_id: str) -> pl.DataFrame:
    """Criteria of a set from the top down; ``is_judged``: a level is given to it, what lies under it are its measurements."""
    return release.query("list_criterion_tree", criterion_set_id=criterion_set_id)


def list_criterion_ratings(release: Release, criterion_set_id: str) -> pl.DataFrame:
    """Levels a criterion can reach, from best to worst; no row where the set names none."""
    return release.query("list_criterion_ratings", criterion_set_id=criterion_set_id)


def list_assessed_areas(release: Release, criterion_set_id: str, kind: str) -> pl.DataFrame:
    """Area × period with something reported of a kind of criteria: ``rated_count``, ``met_count``; newest period of an area first."""
    return release.query("list_assessed_areas", criterion_set_id=criterion_set_id, kind=kind)


def list_assessments(release: Release, criterion_set_id: str, area_id: str) -> pl.DataFrame:
    """Every survey of an area.

    Returns
    -------
    polars.DataFrame
        Grain: criterion × period; the columns of ``mart_assessment`` with names, and ``previous_*``: the level of the survey before.
    """
    return release.query("list_assessments", criterion_set_id=criterion_set_id, area_id=area_id)


def list_criterion_leads(release: Release, criterion_set_id: str, area_id: str) -> pl.DataFrame:
    """Departments in charge of the criteria of an area, whether they have reported or not."""
    return release.query("list_criterion_leads", criterion_set_id=criterion_set_id, area_id=area_id)


def list_assessment_versions(
    release: Release, criterion_set_id: str, area_id: str, period: str, criterion_code: str
) -> pl.DataFrame:
    """Loads that said something of a criterion in a survey, newest first; ``is_current`` is the one that counts."""
    asked = {"area_id": area_id, "period": period, "criterion_code": criterion_code}
    return release.query("list_assessment_versions", criterion_set_id=criterion_set_id, **asked)


def list_evidence(release: Release, criterion_set_id: str, area_id: str, period: str) -> pl.DataFrame:
    """Documents named for the criteria of a survey."""
    return release.query("list_evidence", criterion_set_id=criterion_set_id, area_id=area_id, period=period)


def list_criterion_values(release: Release, criterion_set_id: str, area_id: str, day: date) -> pl.DataFrame:
    """Latest value until a day of each indicator that stands for a criterion, with its base; ``indicator_fit`` says how well it does."""
    asked = {"area_id": area_id, "day": day.isoformat()}
    return release.query("list_criterion_values", criterion_set_id=criterion_set_id, **asked)


def list_department_reports(release: Release, criterion_set_id: str, area_id: str, period: str) -> pl.DataFrame:
    """Departments in charge with how many of their criteria they reported, confirmed and left without evidence in a survey."""
    return release.query("list_department_reports", criterion_set_id=criterion_set_id, area_id=area_id, period=period)


def list_dossiers(release: Release, set_id: str) -> pl.DataFrame:
    """Dossiers asked for by whoever keeps a criteria set."""
    return release.query("list_dossiers", set_id=set_id)


def list_dossier_items(
    release: Release, dossier_id: str, criterion_set_id: str, area_id: str, day: date
) -> pl.DataFrame:
    """Items of a dossier with the latest answer an area has until a day; ``state``: ``ready``, ``outdated`` or ``missing``."""
    asked = {"criterion_set_id": criterion_set_id, "area_id": area_id, "day": day.isoformat()}
    return release.query("list_dossier_items", dossier_id=dossier_id, **asked)


def list_assessment_files(
    release: Release, criterion_set_id: str, area_id: str, period: str | None = None
) -> pl.DataFrame:
    """Sheets the assessments of a survey stand on, of all surveys where none is named; real ones first."""
    return release.query("list_assessment_files", criterion_set_id=criterion_set_id, area_id=area_id, period=period)
