"""The log of verdicts a release changed: what was said before is never silently gone (METHODS 5)."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.sql import read_sql

TABLES_BEFORE = {"standing_before": "mart_standing", "verdict_change_before": "mart_verdict_change"}


def write_verdict_changes(draft: Path, previous: Path | None) -> None:
    """Add ``mart_verdict_change`` to a built release: how its verdicts differ from the release before, and the log of that one.

    Parameters
    ----------
    draft : Path
        A release built but not published.
    previous : Path, optional
        The release before it; None or one without such tables: nothing is known to have changed.
    """
    with duckdb.connect(draft) as release:
        if previous is not None:
            release.execute(f"attach '{previous.as_posix()}' as previous (read_only)")
        tables = {row[0] for row in release.execute(read_sql("core", "tables_before")).fetchall()}
        for step, table in TABLES_BEFORE.items():
            rows = read_sql("core", step if table in tables else f"no_{step}")
            release.execute(f"create temp table {step} as {rows}")
        release.execute(f"create table mart_verdict_change as {read_sql('marts', 'mart_verdict_change')}")
