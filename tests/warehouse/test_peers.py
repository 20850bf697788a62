"""Peers: distances are those of a metric, rows without features are nobody's, order and ties are stable."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warehouse.peers import Feature, find_peers, list_features, measure_distances
from warehouse.thresholds import THRESHOLDS

KINDS = st.sampled_from(["Phường", "Xã", "Đặc khu"])
AREA = st.tuples(st.floats(1, 1e6), st.floats(0.01, 1e4), KINDS)
POOLS = st.lists(AREA, min_size=4, max_size=30)
ALL = [Feature.SIZE, Feature.DENSITY, Feature.KIND]


def build_pool(rows: list[tuple[float | None, float | None, str]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"area_id": f"a{place:02}", "denominator": size, "area_km2": surface, "kind": kind}
            for place, (size, surface, kind) in enumerate(rows)
        ],
        schema={"area_id": pl.String, "denominator": pl.Float64, "area_km2": pl.Float64, "kind": pl.String},
    )


def measure_all(pool: pl.DataFrame) -> np.ndarray[Any, Any]:
    """Distance of every area from every other."""
    return np.array([measure_distances(pool, own, ALL) for own in range(pool.height)])


@given(POOLS)
def test_distances_are_symmetric_and_nought_to_oneself(rows: list[tuple[float, float, str]]) -> None:
    distances = measure_all(build_pool(rows))
    assert np.allclose(distances, distances.T)
    assert (np.diag(distances) == 0).all()
    assert (distances >= 0).all()


@given(POOLS)
def test_no_detour_is_shorter(rows: list[tuple[float, float, str]]) -> None:
    distances = measure_all(build_pool(rows))
    detours = (distances[:, :, None] + distances[None, :, :]).min(axis=1)
    assert (distances <= detours + 1e-9).all()


@given(POOLS, st.randoms(use_true_random=False))
def test_row_order_changes_no_peer(rows: list[tuple[float, float, str]], dice: random.Random) -> None:
    pool = build_pool(rows)
    shuffled = pool.sample(fraction=1, shuffle=True, seed=dice.randint(0, 1000))
    assert find_peers(pool, "a00").equals(find_peers(shuffled, "a00"))


@given(POOLS, st.floats(0.001, 1000))
@example([(1.0, 1.0, "Phường")] * 3 + [(1.0, 1.0000000000000002, "Phường")], 0.125)  # rounding is no spread
def test_the_unit_of_measure_changes_no_peer(rows: list[tuple[float, float, str]], factor: float) -> None:
    pool = build_pool(rows)
    scaled = pool.with_columns(pl.col("denominator") * factor, pl.col("area_km2") * factor)
    near, far = (measure_all(frame) for frame in (pool, scaled))
    assert np.allclose(near, far, atol=1e-4)


@given(st.lists(st.tuples(st.none() | st.floats(1, 1e6), st.none() | st.floats(0.01, 1e4), KINDS), max_size=30))
def test_an_area_without_the_features_is_nobodys_peer(rows: list[tuple[float | None, float | None, str]]) -> None:
    pool = build_pool(rows)
    for area_id in pool["area_id"]:
        peers = find_peers(pool, area_id)
        features = list_features(pool, area_id)
        assert area_id not in peers["area_id"]
        assert peers["denominator"].null_count() == 0
        assert peers.height <= THRESHOLDS.peer_count
        assert peers["distance"].is_sorted()
        if Feature.DENSITY in features:
            assert peers["area_km2"].null_count() == 0
        if not features:
            assert peers.is_empty()


def test_the_nearest_come_first_and_equal_ones_by_id() -> None:
    pool = build_pool([(1000, 10, "Xã"), (1000, 10, "Xã"), (1000, 10, "Xã"), (100_000, 10, "Xã"), (1000, 10, "Phường")])
    peers = find_peers(pool, "a02")
    assert peers["area_id"].to_list()[:2] == ["a00", "a01"]
    assert peers.filter(pl.col("area_id") == "a04")["distance"].item() == pytest.approx(
        float(THRESHOLDS.peer_kind_distance)
    )
    assert peers["area_id"].to_list()[-1] == "a03"
    assert peers.filter(~pl.col("is_close"))["area_id"].to_list() == ["a03"]


def test_former_units_without_a_surface_are_compared_without_density() -> None:
    pool = build_pool([(1000, None, "Xã"), (1000, 1, "Xã"), (1000, 10_000, "Xã"), (9000, None, "Xã")])
    assert list_features(pool, "a00") == [Feature.SIZE, Feature.KIND]
    assert find_peers(pool, "a00")["distance"].to_list()[:2] == [0, 0]


def test_too_few_areas_have_no_peers() -> None:
    pool = build_pool([(1000, 1, "Xã"), (2000, 1, "Xã"), (3000, 1, "Xã")])
    assert find_peers(pool, "a00").height == 2
    assert find_peers(pool.head(2), "a00").is_empty()
    assert find_peers(pool, "nowhere").is_empty()
