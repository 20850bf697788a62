"""Rows of the public tables a page at a time, for programs that read over HTTP."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from warehouse.queries import Parameter, Release

FIRST = -1  # before the first row
COUNTING = ("row_number", "total_count")


@dataclass(frozen=True)
class RowPage:
    """Some rows of a table in the order of the release.

    Attributes
    ----------
    rows : polars.DataFrame
        The columns of the table.
    total_count : int or None
        Rows that fit the filters, on all pages; null on a page after the last.
    next_after : int or None
        What the next page is asked with; null on the last page.
    """

    rows: pl.DataFrame
    total_count: int | None
    next_after: int | None


def read_page(release: Release, name: str, after: int, row_limit: int, **filters: Parameter) -> RowPage:
    """The rows after a place in the release that fit some filters; a filter that is null lets everything pass.

    Parameters
    ----------
    name : str
        One of ``page_areas``, ``page_indicators``, ``page_targets``, ``page_attainment``, ``page_provenance``.
    after : int
        ``FIRST``, or what the page before gave as ``next_after``.
    """
    found = release.query(name, after=after, row_limit=row_limit + 1, **filters)
    shown = found.head(row_limit)
    total = int(found["total_count"][0]) if found.height else (0 if after == FIRST else None)
    following = int(shown["row_number"][-1]) if found.height > row_limit else None
    return RowPage(shown.drop(COUNTING), total, following)
