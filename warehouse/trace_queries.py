"""Questions about where numbers come from, many at once."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from warehouse.queries import Release


def trace_numbers(release: Release, numbers: Sequence[str]) -> pl.DataFrame:
    """Names, base, day and cells of many numbers.

    Parameters
    ----------
    numbers : sequence of str
        ``area_id|indicator_id|period|basis|group_id``, ``-`` for no group.

    Returns
    -------
    polars.DataFrame
        A row per number (``asked``) and cell; ``cell`` null where the number has none of its own.
    """
    return release.query("trace_numbers", numbers="\n".join(numbers))
