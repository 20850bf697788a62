"""Questions about commendations."""

from __future__ import annotations

import polars as pl

from warehouse.dictionary_queries import list_columns
from warehouse.queries import Release

COMMENDATIONS_TABLE = "mart_commendation"


def has_commendations(release: Release) -> bool:
    """Whether a release keeps commendations at all; those made before 12/2026 do not."""
    return COMMENDATIONS_TABLE in list_columns(release)["table_name"].to_list()


def list_commendations(release: Release, area_id: str) -> pl.DataFrame:
    """Commendations in an area and the areas in it.

    Returns
    -------
    polars.DataFrame
        Grain: year × campaign × level × ``is_simulated``, real ones first, then by year. ``collective_count``, ``individual_count``;
        ``collective_names``, ``document_numbers`` null where no row gives any; ``file_names``.
    """
    return release.query("list_commendations", area_id=area_id)
