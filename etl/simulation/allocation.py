"""Sharing out whole numbers exactly: largest remainder under caps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Reals = NDArray[np.float64]

SMALLEST_AMOUNT = 1e-9  # a cell with room may be needed to reach the total even where its amount is 0
WHOLE_TOLERANCE = 1e-9


def allocate_rows(amounts: Reals, totals: Counts, caps: Counts | None = None) -> Counts:
    """Turn each row of amounts into whole numbers in proportion to them, under their caps, that add up to its total.

    Parameters
    ----------
    amounts : (n, k) array, ≥ 0
        What the cells should be proportional to; a cell that would pass its cap stops there and the others make it up.
    totals : (n,) array of int, ≥ 0
        Sum of each row.
    caps : (n, k) array of int, optional
        Largest value of each cell; none when omitted.

    Returns
    -------
    (n, k) array of int64
        Remainders go to the largest fractions, of equal ones to the first.

    Raises
    ------
    ValueError
        When a row's caps add up to less than its total.

    Examples
    --------
    >>> allocate_rows(np.array([[1.0, 1.0, 1.0], [6.0, 3.0, 1.0]]), np.array([4, 10]), np.array([[9, 9, 9], [3, 9, 9]]))
    array([[2, 1, 1],
           [3, 5, 2]])
    """
    limits = np.broadcast_to(totals[:, None], amounts.shape) if caps is None else caps
    if (limits.sum(axis=1) < totals).any():
        raise ValueError("caps add up to less than the total to allocate")
    shares = _scale_under_caps(np.maximum(amounts, SMALLEST_AMOUNT), totals, limits)
    whole = np.floor(shares + WHOLE_TOLERANCE).astype(np.int64)
    fraction = np.where(whole < limits, shares - whole, -1.0)
    order = np.argsort(-fraction, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    missing = totals - whole.sum(axis=1)
    return np.asarray(whole + (rank < missing[:, None]), dtype=np.int64)


def _scale_under_caps(amounts: Reals, totals: Counts, limits: Counts) -> Reals:
    """Multiply each row by the one factor with which Σ min(factor · amount, cap) is the row's total."""
    factor_at_cap = limits / amounts
    order = np.argsort(factor_at_cap, axis=1, kind="stable")
    sorted_limits = np.take_along_axis(limits, order, axis=1).astype(np.float64)
    sorted_amounts = np.take_along_axis(amounts, order, axis=1)
    capped_before = np.cumsum(sorted_limits, axis=1) - sorted_limits
    free_amount = np.cumsum(sorted_amounts[:, ::-1], axis=1)[:, ::-1]
    # Cells before j are capped, j and later are not: the first j whose own cap holds under its factor gives the answer.
    factor = (totals[:, None] - capped_before) / free_amount
    holds = factor <= np.take_along_axis(factor_at_cap, order, axis=1) * (1 + 1e-12)
    first = np.where(holds.any(axis=1), holds.argmax(axis=1), amounts.shape[1] - 1)
    return np.minimum(np.take_along_axis(factor, first[:, None], axis=1) * amounts, limits)
