"""Which libraries are not loaded for the sake of others: time of every command, memory of the server."""

from __future__ import annotations

import sys
from types import ModuleType


def keep_pandas_out() -> None:
    """Spare this process pandas, and pyarrow with it: 80 MB and a quarter of a second that no question to a release needs.

    DuckDB imports pandas to compare the first value bound to a statement with its kinds of missing, and remembers the module it found. It
    finds an empty one here; pandas itself stays to be imported by whoever asks for it.
    """
    if "pandas" in sys.modules:
        return
    import duckdb

    sys.modules["pandas"] = ModuleType("pandas")
    try:
        with duckdb.connect() as connection:
            connection.execute("values ($1)", ["any"])
    finally:
        del sys.modules["pandas"]
