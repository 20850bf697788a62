"""How much memory DuckDB may use while a release is computed: a share of what the computer has."""

from __future__ import annotations

import re

import duckdb

from warehouse.sql import read_sql

SHARE = 0.3  # of DuckDB's own limit, which is 80% of the computer's memory: the frames being judged need as much again
LEAST_GIB = 0.75  # more spills to disk
UNITS = {"MiB": 1 / 1024, "GiB": 1.0, "TiB": 1024.0}


def allow_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """Set the connection's memory limit to its share of the computer's memory: the whole country is computed without spilling to disk."""
    connection.execute("reset memory_limit")
    limit = connection.execute(read_sql("core", "memory_limit")).fetchall()[0][0]
    connection.execute(f"set memory_limit = '{max(SHARE * read_gib(limit), LEAST_GIB):.2f}GiB'")


def read_gib(limit: str) -> float:
    """The GiB of a limit as DuckDB prints it.

    >>> read_gib("18.9 GiB"), read_gib("512.0 MiB")
    (18.9, 0.5)
    """
    found = re.fullmatch(r"([\d.]+) (MiB|GiB|TiB)", limit)
    return float(found[1]) * UNITS[found[2]] if found else 0.0
