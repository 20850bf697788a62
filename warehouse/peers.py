"""Areas like a given one: nearest neighbours on size, density and kind, each step of which can be shown (METHODS, peers)."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
import polars as pl

from warehouse.model import Basis
from warehouse.thresholds import THRESHOLDS, Thresholds

SAME = 1e-9  # logarithms no further apart are of equal sizes: what is between them is rounding, not a spread
#: Whose last known base says how large an area is: households are counted in every unit, whatever else it reports.
SIZE_INDICATOR, SIZE_BASIS = "learning_family_rate", Basis.TOTAL


class Feature(StrEnum):
    """What makes two areas alike."""

    SIZE = "size"
    DENSITY = "density"
    KIND = "kind"


def list_features(areas: pl.DataFrame, area_id: str) -> list[Feature]:
    """Features known of an area, on which its peers are sought; none where the area itself has no row, or no size.

    Density is left out where its surface is not known, as of every former unit.
    """
    own = areas.filter(pl.col("area_id") == area_id)
    if own.is_empty() or own["denominator"][0] is None:
        return []
    return [Feature.SIZE, *([Feature.DENSITY] if own["area_km2"][0] else []), Feature.KIND]


def measure_distances(
    areas: pl.DataFrame, own: int, features: list[Feature], thresholds: Thresholds = THRESHOLDS
) -> np.ndarray[Any, Any]:
    """Distance of every area from the one in row ``own``; 0 from itself.

    Size and density enter as logarithms in standard deviations of the areas given, so that neither unit weighs more; another kind of unit
    adds ``peer_kind_distance``; the parts are put together as sides of a right angle.

    Parameters
    ----------
    areas : polars.DataFrame
        Grain: area; ``denominator`` and, where density is asked for, ``area_km2`` above 0; ``kind``. Never null.
    """
    size = np.log(areas["denominator"].to_numpy().astype(float))
    squares = np.zeros(areas.height)
    if Feature.SIZE in features:
        squares += _square_apart(size, own)
    if Feature.DENSITY in features:
        squares += _square_apart(size - np.log(areas["area_km2"].to_numpy().astype(float)), own)
    if Feature.KIND in features:
        kinds = areas["kind"].to_numpy()
        squares += float(thresholds.peer_kind_distance) ** 2 * (kinds != kinds[own])
    return np.asarray(np.sqrt(squares))


def _square_apart(values: np.ndarray[Any, Any], own: int) -> np.ndarray[Any, Any]:
    if np.ptp(values) < SAME:
        return np.zeros_like(values)
    return np.asarray(((values - values[own]) / values.std()) ** 2)


def find_peers(areas: pl.DataFrame, area_id: str, thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """The areas most like one, nearest first.

    Parameters
    ----------
    areas : polars.DataFrame
        Grain: area, the one asked about among them: ``area_id``, ``denominator`` (its size), ``area_km2``, ``kind``. The areas given are
        those that may be peers, and their spread is the scale.

    Returns
    -------
    polars.DataFrame
        Rows of at most ``peer_count`` other areas with ``distance`` in standard deviations and ``is_close`` (within
        ``peer_close_distance``); equally near ones by id. Empty where the area has no size, or fewer than ``peer_minimum_count`` others
        have every feature of it. An area that lacks one of these features is nobody's peer.
    """
    features = list_features(areas, area_id)
    known = pl.col("denominator") > 0
    if Feature.DENSITY in features:
        known &= pl.col("area_km2") > 0
    pool = areas.filter(known & pl.col("kind").is_not_null()).sort("area_id")
    has_own = (pool["area_id"] == area_id).any()
    empty = pool.clear().with_columns(distance=pl.lit(None, pl.Float64), is_close=pl.lit(None, pl.Boolean))
    if not features or not has_own or pool.height <= thresholds.peer_minimum_count:
        return empty
    own = pool["area_id"].to_list().index(area_id)
    distances = measure_distances(pool, own, features, thresholds)
    return (
        pool.with_columns(distance=pl.Series(distances))
        .with_columns(is_close=pl.col("distance") <= float(thresholds.peer_close_distance))
        .filter(pl.col("area_id") != area_id)
        .sort("distance", "area_id")
        .head(thresholds.peer_count)
    )
