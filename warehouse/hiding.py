"""Hiding small numbers of persons everywhere in a release, and what they would follow from (METHODS 8).

This stands between the verdicts and everything made of them, so that no later table ever sees a hidden number.
"""

from __future__ import annotations

from itertools import chain

import duckdb
import polars as pl

from warehouse.complements import Cell, Witness, choose_complements
from warehouse.model import Status, Territory
from warehouse.sql import read_sql
from warehouse.thresholds import THRESHOLDS
from warehouse.verdicts import StatusReason

SERIES = ("indicator_id", "period", "basis")
NUMBER = ("territory", "area_id", "indicator_id", "period", "group_id", "basis")
HIDDEN_COLUMNS = (
    "numerator",
    "denominator",
    "silent_denominator",
    "value",
    "value_pct",
    "lo",
    "hi",
    "firm",
    "gap_count",
    "gap_count_min",
    "gap_count_max",
    "attainment",
)
WITNESS_SCHEMA = pl.Schema(
    {
        "witness": pl.Int32(),
        "indicator_id": pl.String(),
        "period": pl.String(),
        "basis": pl.String(),
        "area_id": pl.String(),
        "group_id": pl.String(),
        "sign": pl.Int8(),
    }
)


def find_hidden(store: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Numbers that would tell a protected one: of too few persons, or kept back by its source.

    Returns
    -------
    polars.DataFrame
        Grain: territory × area × indicator × period × group × basis, of the relation ``judgement_input``.
    """
    witnesses = find_witnesses(store.sql(read_sql("core", "number_at_risk")).pl())
    store.register("witness", witnesses)
    recast = store.sql(read_sql("core", "recast_number_at_risk")).pl()
    store.unregister("witness")
    reported = witnesses.select(pl.lit(Territory.AS_REPORTED.value).alias("territory"), *NUMBER[1:])
    shared = store.sql(read_sql("core", "shared_count")).pl()
    return add_shared(pl.concat([reported, recast.select(NUMBER)]), shared)


def find_witnesses(numbers: pl.DataFrame) -> pl.DataFrame:
    """What must be hidden beside every protected number.

    Parameters
    ----------
    numbers : polars.DataFrame
        Grain: area × indicator × period × group × basis, the columns of ``core/number_at_risk.sql``.

    Returns
    -------
    polars.DataFrame
        Grain: witness × area × indicator × period × group × basis; ``sign`` as :func:`warehouse.complements.choose_complements` says.
    """
    found: list[tuple[object, ...]] = []
    count = 0
    for series, table in numbers.group_by(SERIES, maintain_order=True):
        for witness in choose_complements(_read_cell(row) for row in table.iter_rows(named=True)):
            found += _list_changes(count, series, witness)
            count += 1
    return pl.DataFrame(found, schema=WITNESS_SCHEMA, orient="row")


def _read_cell(row: dict[str, object]) -> Cell:
    parents = [str(row[name]) for name in ("parent_area_id", "province_area_id") if row[name] is not None]
    given = {
        name: row[name] for name in ("area_id", "group_id", "size", "is_protected", "is_additive", "is_total_reported")
    }
    return Cell(parent_ids=tuple(parents), **given)  # type: ignore[arg-type]


def _list_changes(number: int, series: tuple[object, ...], witness: Witness) -> list[tuple[object, ...]]:
    return [(number, *series, area_id, group_id, sign) for (area_id, group_id), sign in witness.items()]


def add_shared(hidden: pl.DataFrame, shared: pl.DataFrame) -> pl.DataFrame:
    """Hidden numbers with those of other indicators whose denominator is a hidden numerator, and so on.

    Grain of the answer: territory × area × indicator × period × group × basis.
    """
    levels = [hidden.unique()]
    while levels[-1].height:
        others = levels[-1].join(shared, on=["indicator_id", "basis"]).drop("indicator_id", "basis")
        others = others.rename({"other_indicator_id": "indicator_id", "other_basis": "basis"}).select(NUMBER).unique()
        levels.append(others.join(pl.concat(levels), on=NUMBER, how="anti"))
    return pl.concat(chain(levels))


def hide_numbers(judged: pl.DataFrame, hidden: pl.DataFrame) -> pl.DataFrame:
    """Judged rows without the numbers that are ``hidden`` or of too few persons.

    Grain: as ``judged``, in its order. A hidden row has status ``suppressed``, reason ``small_denominator`` or ``complementary``, and no
    number at all; so have its rows for every other target.
    """
    is_few = (
        pl.col("counts_persons")
        & (pl.col("denominator") > 0)
        & (pl.col("denominator") < THRESHOLDS.minimum_persons_count)
    ).fill_null(value=False)
    marked = judged.join(
        hidden.with_columns(_is_complement=True), on=NUMBER, how="left", maintain_order="left"
    ).with_columns(_is_few=is_few)
    was_hidden = pl.col("status") == Status.SUPPRESSED
    is_hidden = was_hidden | pl.col("_is_few") | pl.col("_is_complement").fill_null(value=False)
    reason = (
        pl.when(was_hidden)
        .then("status_reason")
        .when("_is_few")
        .then(pl.lit(StatusReason.SMALL_DENOMINATOR.value))
        .otherwise(pl.lit(StatusReason.COMPLEMENTARY.value))
    )
    return marked.with_columns(
        *(pl.when(~is_hidden).then(name).alias(name) for name in HIDDEN_COLUMNS),
        status=pl.when(is_hidden).then(pl.lit(Status.SUPPRESSED.value)).otherwise("status"),
        status_reason=pl.when(is_hidden).then(reason).otherwise("status_reason"),
    ).drop("_is_few", "_is_complement")
