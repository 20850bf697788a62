"""Present wards continue the counts of the former units they were made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from etl.simulation.allocation import Counts, Reals, allocate_rows
from etl.simulation.config import CITIZENS, SERIES
from etl.simulation.counts import TOTAL, UnitCounts


def continue_in_current_units(formers: Sequence[UnitCounts], units: pl.DataFrame, changes: pl.DataFrame) -> UnitCounts:
    """Carry the counts of former units over to present wards, x_v = Σ w·x_u (METHODS 10), rounded under the same sums.

    Raises
    ------
    ValueError
        When a part of a former unit went to a ward outside ``units``, or a ward of ``units`` has no former unit.
    """
    weights = _build_weights(pl.concat([former.units for former in formers]), units, changes)
    series: dict[str, Counts] = {}
    for name in SERIES:
        old = np.concatenate([former.series[name] for former in formers], axis=2)
        series[name] = _round_chain(old @ weights, old.sum(axis=2))
    adults = np.concatenate([former.series[CITIZENS][TOTAL, -1] for former in formers]).astype(np.float64) + 1.0
    shares = np.concatenate([former.occupation_share for former in formers]) * adults[:, None]
    zeal = np.concatenate([former.occupation_zeal for former in formers]) * shares
    new_shares = weights.T @ shares
    return UnitCounts(units, series, new_shares / new_shares.sum(axis=1, keepdims=True), weights.T @ zeal / new_shares)


def _build_weights(former: pl.DataFrame, current: pl.DataFrame, changes: pl.DataFrame) -> Reals:
    """The crosswalk as a (former, current) array whose rows sum to 1."""
    positions = (
        changes.join(former.select(old_area_id="area_id").with_row_index("row"), on="old_area_id")
        .join(current.select(new_area_id="area_id").with_row_index("column"), on="new_area_id")
        .select("row", "column", "weight")
    )
    weights = np.zeros((former.height, current.height))
    weights[positions["row"].to_numpy(), positions["column"].to_numpy()] = positions["weight"].to_numpy()
    if not np.allclose(weights.sum(axis=1), 1.0) or not weights.sum(axis=0).all():
        raise ValueError("the crosswalk does not map these former units onto these wards")
    return weights


def _round_chain(real: Reals, sums: Counts) -> Counts:
    chain = [allocate_rows(real[TOTAL], sums[TOTAL])]
    for amounts, totals in zip(real[1:], sums[1:], strict=True):
        chain.append(allocate_rows(amounts, totals, chain[-1]))
    return np.stack(chain)
