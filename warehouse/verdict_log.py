"""The log of verdicts a release changed: what was said before is never silently gone (METHODS 5)."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.sql import read_sql

STEPS = (  # table of the release before, what is taken from it, and what stands for it where there is none
    ("mart_standing", "standing_before", "no_standing_before"),
    ("mart_verdict_change", "verdict_change_before", "no_verdict_change_before"),
)


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
        for table, step, stand_in in STEPS:
            rows = read_sql("core", step if table in tables else stand_in)
            release.execute(f"create temp table {step} as {rows}")
        release.execute(f"create table mart_verdict_change as {read_sql('marts', 'mart_verdict_change')}")
