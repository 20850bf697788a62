"""Places of areas among the siblings under one parent, as far as noise leaves them open (METHODS 8)."""

from __future__ import annotations

import polars as pl

from warehouse.model import Era, Territory
from warehouse.small_numbers import add_ranks, measure_noise
from warehouse.thresholds import THRESHOLDS, Thresholds

SIBLINGS = ("parent_area_id", "indicator_id", "territory", "level", "period", "basis")
NOISE_KEY = ("parent_area_id", "indicator_id", "level", "basis")


def rank_siblings(values: pl.DataFrame, thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """Rank every area among its siblings of the same period.

    Parameters
    ----------
    values : polars.DataFrame
        Grain: parent × indicator × territory × level × period × basis × area, the columns of ``core/sibling_value.sql``.

    Returns
    -------
    polars.DataFrame
        ``values`` with ``noise``, ``rank``, ``rank_from``, ``rank_to`` and ``area_count``; groups of fewer areas than the minimum are left
        out. Noise is pooled over the annual values of former and current siblings, those of current areas on current territory.
    """
    is_current = (pl.col("era") == Era.AFTER.value) == (pl.col("territory") == Territory.CURRENT.value)
    annual = values.filter(is_current & pl.col("year").is_not_null())
    noise = measure_noise(annual, NOISE_KEY, thresholds)
    least = float(thresholds.noise_minimum_points)
    ranked = (
        values.filter(pl.len().over(SIBLINGS) >= thresholds.rank_minimum_count)
        .join(noise, on=NOISE_KEY, how="left")
        .with_columns(pl.col("noise").fill_null(least))
    )
    return add_ranks(ranked, SIBLINGS)
