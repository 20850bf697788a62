"""Texts that a spreadsheet program must not run."""

from __future__ import annotations

import polars as pl

COMMAND_START = r"^\s*[=+\-@\t\r]"


def neutralise(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before texts that a spreadsheet program would take for a formula; numbers are left alone.

    >>> neutralise(pl.DataFrame({"name": ["=1+1", "Ba Đình", None], "count": [-1, 2, 3]}))["name"].to_list()
    ["'=1+1", 'Ba Đình', None]
    """
    texts = pl.col(pl.String)
    guarded = pl.when(texts.str.contains(COMMAND_START)).then(pl.lit("'") + texts).otherwise(texts)
    return frame.with_columns(guarded.name.keep())
