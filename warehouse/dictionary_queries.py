"""What tables and columns an open release has."""

from __future__ import annotations

import polars as pl

from warehouse.queries import Release


def list_columns(release: Release) -> pl.DataFrame:
    """Columns of every table: ``table_name``, ``column_name``, ``data_type`` in small letters; by table, in their order."""
    return release.query("list_columns")
