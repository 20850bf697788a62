"""The counts a simulation works with: which units report, and what is counted for each."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.simulation.allocation import Counts, Reals
from etl.simulation.config import DIGITAL_MEASURES
from warehouse.model import Era, Level, Measure

# Position of a measure in the first axis of a series' counts: each is at most the one before it.
CHAIN = (Measure.TOTAL, Measure.REGISTERED, Measure.ASSESSED, Measure.RECOGNISED, *DIGITAL_MEASURES)
TOTAL, REGISTERED, ASSESSED, RECOGNISED = range(4)


@dataclass(frozen=True)
class UnitCounts:
    """The counts of reporting units.

    Attributes
    ----------
    units : pl.DataFrame
        Grain: reporting unit, in the order of the arrays' last axis; area_id, area_code, name_vi, parent_area_id.
    series : mapping of series to (measure, period, unit) array
        Measures in the order of ``CHAIN`` (the digital ones for citizens only), periods as in the configuration.
    occupation_share, occupation_zeal : (unit, occupation) array
        Share of each occupation among the adults counted, and how readily it takes the title there.
    """

    units: pl.DataFrame
    series: Mapping[str, Counts]
    occupation_share: Reals
    occupation_zeal: Reals


def make_rng(seed: int, *keys: str) -> np.random.Generator:
    """A generator that depends on the seed and the names only, so a part can be simulated alone."""
    return np.random.default_rng([seed, *(zlib.crc32(key.encode()) for key in keys)])


def find_former_units(areas: pl.DataFrame, province_area_id: str) -> pl.DataFrame:
    """The units of a former province that reported up to 30/6/2025: its wards, and districts that had none."""
    of_province = areas.filter(pl.col("province_area_id") == province_area_id, pl.col("era") == Era.BEFORE.value)
    wards = of_province.filter(pl.col("level") == Level.WARD.value)
    districts = of_province.filter(pl.col("level") == Level.DISTRICT.value)
    without_wards = districts.join(wards, left_on="area_id", right_on="parent_area_id", how="anti")
    return _order_units(pl.concat([wards, without_wards]))


def find_current_units(areas: pl.DataFrame, province_area_id: str) -> pl.DataFrame:
    """The wards of a present province."""
    is_ward = (pl.col("level") == Level.WARD.value) & (pl.col("era") == Era.AFTER.value)
    return _order_units(areas.filter(is_ward, pl.col("province_area_id") == province_area_id))


def _order_units(units: pl.DataFrame) -> pl.DataFrame:
    return units.sort("parent_area_id", "area_code").select("area_id", "area_code", "name_vi", "parent_area_id")
