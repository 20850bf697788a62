"""Rows of the public tables a page at a time, for programs that read over HTTP."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import polars as pl

from warehouse.queries import Parameter, Release
from warehouse.sql import read_sql

FIRST = -1  # before the first row
KEPT_COUNTS = 256
COUNTS: dict[tuple[Hashable, ...], int] = {}  # by release, statement and filters


@dataclass(frozen=True)
class RowPage:
    """Some rows of a table in the order of the release.

    Attributes
    ----------
    rows : polars.DataFrame
        The columns of the table.
    total_count : int
        Rows that fit the filters, on all pages.
    next_after : int or None
        What the next page is asked with; null on the last page.
    """

    rows: pl.DataFrame
    total_count: int
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
    following = int(shown["row_number"][-1]) if found.height > row_limit else None
    return RowPage(shown.drop("row_number"), count_rows(release, name, **filters), following)


def count_rows(release: Release, name: str, **filters: Parameter) -> int:
    """Rows that fit some filters, on all pages; a release never changes, so the answer is kept, longer than the open release."""
    key = (release.release_id, name, *sorted(filters.items()))
    count = COUNTS.get(key)
    if count is None:
        statement = read_sql("queries", "count_rows").replace("{rows}", read_sql("queries", name))
        with release.connection.cursor() as cursor:
            found = cursor.execute(statement, {**filters, "after": FIRST, "row_limit": None}).fetchall()
        if len(COUNTS) >= KEPT_COUNTS:
            COUNTS.clear()
        count = COUNTS[key] = int(found[0][0])
    return count
