"""Least common geography: the smallest areas whose counts mean the same people before and after 1/7/2025 (METHODS 10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from warehouse.area_changes import list_reporting_units
from warehouse.model import Era
from warehouse.thresholds import THRESHOLDS, Thresholds

NAMED_WARDS = 3


@dataclass(frozen=True)
class CommonAreas:
    """The common areas of the country.

    Attributes
    ----------
    areas : pl.DataFrame
        Grain: common area. ``area_id`` (``common-`` and the smallest code of its current wards), ``name_vi``, ``name_en``,
        ``province_area_id`` (current province), ``ward_count`` current wards, ``former_count`` former reporting units.
    members : pl.DataFrame
        Grain: area × common area. ``area_id`` of a current ward or a former reporting unit (ward, or island district without wards),
        ``common_area_id``; each in exactly one.
    """

    areas: pl.DataFrame
    members: pl.DataFrame


def find_common_areas(changes: pl.DataFrame, areas: pl.DataFrame) -> CommonAreas:
    """Put together what cannot be told apart: current wards and former units tied by people who moved from one to the other.

    Parameters
    ----------
    changes, areas : pl.DataFrame
        As :func:`warehouse.area_changes.read_area_changes` and :func:`warehouse.areas.read_areas` return them. A part without people
        (weight 0) ties nothing, because it moved no count.

    Returns
    -------
    CommonAreas
        Connected components of the crosswalk of wards, in the order of their ids; every ward and former unit is in one.
    """
    current, former = (list_reporting_units(areas, era).sort("area_code") for era in (Era.AFTER, Era.BEFORE))
    unit_ids = [*current["area_id"], *former["area_id"]]
    labels = _label_components(changes.filter(pl.col("weight") > 0), unit_ids)
    wards = current.with_columns(label=pl.Series(labels[: current.height]))
    common = (
        wards.group_by("label", maintain_order=True)
        .agg(
            "province_area_id",
            "name_vi",
            "name_en",
            code=pl.col("area_code").first(),
            ward_count=pl.len().cast(pl.Int32),
        )
        .with_columns(
            area_id=pl.format("common-{}", "code"),
            province_area_id=pl.col("province_area_id").list.first(),
            name_vi=_name_area("name_vi", "{} và {} xã, phường khác"),
            name_en=_name_area("name_en", "{} and {} other wards"),
        )
    )
    members = pl.DataFrame({"area_id": unit_ids, "label": labels}).join(
        common.select("label", common_area_id="area_id"), on="label", maintain_order="left"
    )
    former_counts = members[current.height :].group_by("label").agg(former_count=pl.len().cast(pl.Int32))
    columns = ("area_id", "name_vi", "name_en", "province_area_id", "ward_count", "former_count")
    return CommonAreas(
        common.join(former_counts, on="label").select(columns).sort("area_id"),
        members.select("area_id", "common_area_id"),
    )


def share_usable(common: CommonAreas, thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """Whether the common areas of a province are fine enough to show wards by.

    Returns
    -------
    pl.DataFrame
        Grain: current province. ``province_area_id``, ``ward_count``, ``common_count``, ``largest_ward_count`` (wards in the largest
        common area), ``is_usable``: that is at most ``common_area_wards_maximum`` wards, or ``common_area_ratio_maximum`` of all.
    """
    counted = common.areas.group_by("province_area_id").agg(
        pl.col("ward_count").sum(), common_count=pl.len().cast(pl.Int32), largest_ward_count=pl.col("ward_count").max()
    )
    largest, wards = pl.col("largest_ward_count"), pl.col("ward_count")
    is_small = largest <= thresholds.common_area_wards_maximum
    is_small_share = largest <= wards * float(thresholds.common_area_ratio_maximum)
    return counted.with_columns(is_usable=is_small | is_small_share).sort("province_area_id")


def _label_components(links: pl.DataFrame, unit_ids: list[str]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Number of the component of each unit."""
    from scipy.sparse import coo_array  # takes a third of a second to import, which no page should wait for
    from scipy.sparse.csgraph import connected_components

    positions = pl.DataFrame({"area_id": unit_ids}).with_row_index("position")
    ends = [
        links.select(area_id=column).join(positions, on="area_id", how="left", maintain_order="left")["position"]
        for column in ("old_area_id", "new_area_id")
    ]
    is_known = (ends[0].is_not_null() & ends[1].is_not_null()).to_numpy()
    old, new = (end.fill_null(0).to_numpy()[is_known] for end in ends)
    graph = coo_array((np.ones(len(old), dtype=np.int8), (old, new)), shape=(len(unit_ids), len(unit_ids)))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int32)


def _name_area(column: str, many: str) -> pl.Expr:
    names = pl.col(column)
    listed = names.list.join(", ")
    return (
        pl.when(names.list.len() <= NAMED_WARDS)
        .then(listed)
        .otherwise(pl.format(many, names.list.first(), names.list.len() - 1))
    )
