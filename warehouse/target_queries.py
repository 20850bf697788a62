"""Questions about targets that the screens ask of a release beside those of :mod:`warehouse.queries`, one SQL file each."""

from __future__ import annotations

import polars as pl

from warehouse.queries import Release


def count_child_verdicts(release: Release, area_id: str) -> pl.DataFrame:
    """How many of the units under an area are in each status, target by target.

    Returns
    -------
    polars.DataFrame
        Grain: headline target (indicator × target year) × level × status. ``area_count`` units; ``gap_count`` their shortfalls added up,
        which is not what the area itself lacks (METHODS 3), null where none states one; ``open_count`` verdicts missing reports may
        turn. No row where an area has no units with targets.
    """
    return release.query("count_child_verdicts", area_id=area_id)
