"""From what was staged and checked of a file to its answer."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import polars as pl

from etl.answer import Answer
from etl.findings import Findings
from etl.received import ReceivedFile
from etl.records import Records
from warehouse.sql import read_sql

SUPERSEDED_KEY = ("load_id", "file", "area_code", "area_era", "area_name", "period", "title")


def answer_values(
    connection: duckdb.DuckDBPyConnection,
    file: ReceivedFile,
    source_id: str,
    findings: Findings,
    read_count: int,
    *,
    is_observed: bool,
) -> Answer:
    """The answer to a file of reported counts; ``is_observed``: with every accepted cell and what it supersedes."""
    accepted_count, is_simulated = connection.execute(read_sql("intake", "count_accepted")).fetchall()[0]
    periods = tuple(row[0] for row in connection.execute(read_sql("intake", "accepted_periods")).fetchall())
    return Answer(
        file,
        source_id,
        "checked",
        periods,
        read_count=read_count,
        accepted_count=accepted_count,
        rejected_count=findings.count("error"),
        warning_count=findings.count("warning"),
        is_simulated=is_simulated,
        findings=findings.collect(),
        supersedes=_list_superseded(connection) if is_observed else (),
        observations=_list_observations(connection) if is_observed else Answer.no_observations(),
    )


def answer_records(file: ReceivedFile, source_id: str, findings: Findings, records: Records) -> Answer:
    """The answer to a file of other records."""
    return Answer(
        file,
        source_id,
        "checked",
        records.periods,
        read_count=records.read_count,
        accepted_count=records.accepted_count,
        rejected_count=findings.count("error"),
        warning_count=findings.count("warning"),
        is_simulated=records.is_simulated,
        findings=findings.collect(),
        observations=records.observations,
    )


def _list_observations(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return connection.sql(read_sql("intake", "list_accepted")).pl()


def _list_superseded(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Earlier loads × area × period × title, each with the values that change, largest change first."""
    loads = connection.sql(read_sql("intake", "superseded_load")).pl().to_dicts()
    values = connection.sql(read_sql("intake", "superseded_value")).pl().to_dicts()
    key = itemgetter(*SUPERSEDED_KEY)
    changes = {place: list(rows) for place, rows in groupby(sorted(values, key=key), key)}
    return [
        {
            **load,
            "changes": [
                {name: row[name] for name in ("group", "measure", "old", "new", "cell")}
                for row in changes.get(key(load), [])
            ],
        }
        for load in loads
    ]
