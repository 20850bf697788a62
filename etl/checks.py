"""The rules over staged cells: each a file of ``warehouse/sql/rules``, its words in ``data/catalog/rules/checks.toml``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import duckdb
import polars as pl

from etl.findings import LISTED_PER_RULE, Findings, read_rules
from warehouse.catalogue import Catalogue
from warehouse.periods import Period
from warehouse.sql import SQL_FOLDER, read_sql

ROW_KEY = "row_key"
NEEDED = re.compile(
    r"^-- needs: (\w+)$", re.MULTILINE
)  # a statement is left out where the relation it needs has no rows


def check_candidates(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, findings: Findings) -> None:
    """Run every rule over the temporary tables ``candidate_line`` and ``candidate``.

    What obeys the rules is left in ``accepted_cell``, ``accepted_row`` and ``accepted_heading``.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The store, or an empty one for a check without a warehouse.
    findings : Findings
        Gets what each rule returns.
    """
    _register_facts(connection, catalogue)
    for step in (
        "candidate_area",
        "standing_value",
        "candidate_row",
        "repeated_cell",
        "settled_row",
        "stopped_row",
    ):
        statement = read_sql("intake", step)
        if _is_needed(connection, statement):
            connection.execute(statement)
    for path in sorted((SQL_FOLDER / "rules").glob("*.sql")):
        _run_rule(connection, path.stem, findings)
    for step in ("accepted_cells", "accepted_value"):
        connection.execute(read_sql("intake", step))
    for name in ("candidate_period", "title_target"):
        connection.unregister(name)


def _run_rule(connection: duckdb.DuckDBPyConnection, rule: str, findings: Findings) -> None:
    statement = read_sql("rules", rule)
    if not _is_needed(connection, statement):
        return
    broken = connection.sql(statement)
    rows = broken.limit(LISTED_PER_RULE + 1).pl()
    if rows.is_empty():
        return
    is_long = rows.height > LISTED_PER_RULE
    findings.add_rows(rule, rows.drop(ROW_KEY, strict=False), len(broken) if is_long else rows.height)
    if read_rules()[rule].severity == "error" and ROW_KEY in rows.columns:
        connection.register("offending_rows", broken.select(ROW_KEY).pl() if is_long else rows)
        connection.execute(read_sql("intake", "insert_stopped_rows"))
        connection.unregister("offending_rows")


def _is_needed(connection: duckdb.DuckDBPyConnection, statement: str) -> bool:
    needed = NEEDED.search(statement)
    return needed is None or connection.table(needed[1]).limit(1).fetchone() is not None


def _register_facts(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """What the rules compare with: the periods of the file and the targets of each title."""
    codes = [row[0] for row in connection.execute(read_sql("intake", "candidate_periods")).fetchall()]
    latest_end = datetime.now(UTC).date() + timedelta(days=366)
    periods = [
        {
            "period": code,
            "period_end": Period.parse(code).end,
            "year_before": _name_year_before(code),
            "latest_end": latest_end,
        }
        for code in codes
    ]
    schema = {"period": pl.String, "period_end": pl.Date, "year_before": pl.String, "latest_end": pl.Date}
    connection.register("candidate_period", pl.DataFrame(periods, schema=schema, orient="row"))
    connection.register("title_target", _list_title_targets(catalogue))


def _name_year_before(code: str) -> str:
    """Code of the same period a year earlier.

    >>> _name_year_before("2025-H1")
    '2024-H1'
    """
    return f"{int(code[:4]) - 1:04d}{code[4:]}"


def _list_title_targets(catalogue: Catalogue) -> pl.DataFrame:
    """Grain: title × area the target is set for × target value, of targets in percent of the total."""
    forms = catalogue.forms.filter(
        (pl.col("numerator") == "recognised")
        & (pl.col("denominator") == "total")
        & pl.col("groups").is_in(["", "occupation"])
    ).select("indicator_id", subject_id="title_id")
    targets = catalogue.targets.filter(pl.col("target_value").is_not_null() & (pl.col("target_value") < 100))
    return (
        forms.join(targets, on="indicator_id")
        .select("subject_id", "scope_area_id", pl.col("target_value").cast(pl.Float64))
        .unique()
    )
