"""How long the whole country takes from values to ``mart_attainment``: judging, hiding, pace and writing, on invented values.

``python -m benchmarks.recompute_marts`` makes 3,321 current wards and 34 provinces × 20 indicators × 6 years × 8 groups (the total and
seven occupations): 3.2 million values, of which totals meet two targets and groups one. Until 2024 they stand recast on current wards, from
2025 on as reported. Prints seconds, seconds of processor time and peak memory. The baseline is the judge of single rows
(``warehouse.case_judge``) on a sample, extrapolated; it judges only. Exit code 1 when it takes 60 seconds or 8 GiB.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table

from etl.store import open_store
from warehouse.attainment import INPUT_SCHEMA
from warehouse.build import OVERRIDE_SCHEMA, write_attainment
from warehouse.case_judge import judge_one
from warehouse.catalogue import Catalogue, read_catalogue
from warehouse.dimensions import create_from, write_dimensions
from warehouse.memory import allow_memory
from warehouse.reuse import Workload
from warehouse.sql import read_sql
from warehouse.thresholds import THRESHOLDS
from warehouse.verdicts import Case

INDICATORS = 20
YEARS = range(2021, 2027)
FIRST_REPORTED = 2025
AS_OF = date(2026, 12, 31)
TARGETS = {2025: 60, 2030: 80}
SAMPLE = 2_000
LIMIT_SECONDS, LIMIT_MIB = 60.0, 8 * 1024.0
SEED = 20301231
EMPTY_SHARES = pl.Schema(
    dict.fromkeys(("territory", "source_area_id", "area_id", "indicator_id", "group_id", "basis"), pl.String())
    | {"weight": pl.Decimal(9, 6)}
)


def make_values(catalogue: Catalogue, ward_count: int | None) -> pl.DataFrame:
    """Invented counts that grow from year to year; about one in five hundred is of too few persons.

    Grain: area × indicator × group × year; a province holds the sums of its wards.
    """
    wards = catalogue.areas.filter((pl.col("level") == "ward") & (pl.col("era") == "2025-07"))[:ward_count]
    percent = catalogue.indicators.filter(pl.col("unit") == "percent").head(INDICATORS)
    groups = ["", *catalogue.groups.filter(pl.col("dimension") == "occupation")["group_id"]]
    drawn = pl.col("drawn")
    keys = (
        wards.select("area_id", "province_area_id")
        .join(percent.select("indicator_id", "unit", "counts_persons", "direction"), how="cross")
        .join(pl.DataFrame({"group_id": groups[1:]}), how="cross")
        .with_columns(drawn=pl.struct("area_id", "indicator_id", "group_id").hash(SEED) % 10_000)
    )
    few = (drawn % 500 == 0) & pl.col("counts_persons")
    parts = keys.join(pl.DataFrame({"year": list(YEARS)}), how="cross").with_columns(
        denominator=pl.when(few).then(drawn % 9 + 1).otherwise(100 + drawn % 900).cast(pl.Int64)
    )
    share = (25 + drawn % 40 + (pl.col("year") - YEARS[0]) * (1 + drawn % 4)) / 100
    parts = parts.with_columns(numerator=(pl.col("denominator") * share).floor().cast(pl.Int64)).drop("drawn")
    counts = pl.col("numerator", "denominator").sum()
    fixed = ("indicator_id", "unit", "counts_persons", "direction", "year")
    totals = parts.group_by("area_id", "province_area_id", *fixed).agg(counts).with_columns(group_id=pl.lit(""))
    whole = pl.concat([parts, totals.select(parts.columns)])
    provinces = whole.group_by("province_area_id", *fixed, "group_id").agg(counts)
    return pl.concat(
        [whole.drop("province_area_id"), provinces.rename({"province_area_id": "area_id"})], how="diagonal"
    )


def pair_targets(values: pl.DataFrame) -> pl.DataFrame:
    """The rows of ``core/judgement_input.sql``: every value beside the target of 2030, totals up to 2025 beside that of 2025 too."""
    targets = pl.DataFrame(
        [
            {"target_id": f"T{year}", "target_year": year, "target_value": value, "due": date(year, 12, 31)}
            for year, value in TARGETS.items()
        ],
        schema_overrides={"target_year": pl.Int16, "target_value": pl.Decimal(9, 4)},
    )
    is_asked = (pl.col("target_year") == max(TARGETS)) | ((pl.col("group_id") == "") & (pl.col("year") <= min(TARGETS)))
    is_reported = pl.col("year") >= FIRST_REPORTED
    return (
        values.join(targets, how="cross")
        .filter(is_asked)
        .select(
            "area_id",
            "indicator_id",
            "group_id",
            "unit",
            "counts_persons",
            "target_id",
            "target_year",
            "target_value",
            "due",
            pl.col("numerator", "denominator").cast(pl.Decimal(38, 6)),
            territory=pl.when(is_reported).then(pl.lit("as_reported")).otherwise(pl.lit("current")),
            is_on_current=is_reported,
            is_on_former_districts=pl.lit(value=False),
            series_territory=pl.lit("current"),
            period=pl.col("year").cast(pl.String),
            period_end=pl.date("year", 12, 31),
            basis=pl.lit("total"),
            as_of=pl.date("year", 12, 31),
            value=pl.lit(None, pl.Decimal(18, 4)),
            direction=pl.lit(1, pl.Int8),
            accumulation=pl.lit("stock"),
            qualifier=pl.lit("exact"),
            missing_reason=pl.lit(None, pl.String),
            silent_denominator=pl.lit(0, pl.Int64),
            silent_known=pl.lit(value=True),
            completeness=pl.lit(1.0),
            reporter_count=pl.lit(None, pl.Int64),
            expected_count=pl.lit(None, pl.Int64),
            report_status=pl.lit("final"),
            is_simulated=pl.lit(value=True),
            is_reported=is_reported,
            source_id=pl.lit("standard_form"),
            recast=pl.when(is_reported).then(pl.lit("none")).otherwise(pl.lit("exact")),
            estimated_share=pl.lit(0.0),
            ended_on=pl.lit(None, pl.Date),
            target_operator=pl.lit(">="),
            target_basis=pl.lit("total"),
            target_verified=pl.lit(value=True),
            target_distance=pl.lit(1, pl.Int32),
            is_headline_target=pl.lit(value=True),
            base_end=pl.lit(None, pl.Date),
            previous_due=pl.when(pl.col("target_year") == max(TARGETS)).then(date(min(TARGETS), 12, 31)),
        )
    )


def prepare(store: duckdb.DuckDBPyConnection, catalogue: Catalogue, rows: pl.DataFrame) -> None:
    """Put the relations beside ``judgement_input`` that hiding and the mart read."""
    write_dimensions(store, catalogue)
    parameters = {
        "minimum_persons_count": THRESHOLDS.minimum_persons_count,
        "estimated_share_maximum": float(THRESHOLDS.estimated_share_maximum),
    }
    create_from(store, "build_parameter", pl.DataFrame([parameters]), is_temporary=True)
    create_from(store, "status_override", pl.DataFrame(schema=OVERRIDE_SCHEMA), is_temporary=True)
    create_from(store, "former_share", pl.DataFrame(schema=EMPTY_SHARES), is_temporary=True)
    store.execute(f"create temp table territory_part as {read_sql('core', 'territory_part')}")
    create_from(store, "judgement_input", rows, is_temporary=True)


def judge_sample(rows: pl.DataFrame) -> float:
    """Seconds the judge of single rows would take for all of them, by those it takes for a sample."""
    sample = rows.filter(pl.col("territory") == "as_reported").sample(min(SAMPLE, rows.height), seed=SEED)
    names = [name for name in INPUT_SCHEMA if name in Case.__dataclass_fields__]
    cases = [
        Case(**row | {"numerator": int(row["numerator"]), "denominator": int(row["denominator"])})
        for row in sample.select(names).iter_rows(named=True)
    ]
    started = perf_counter()
    for case in cases:
        judge_one(case, AS_OF)
    return (perf_counter() - started) * rows.height / len(cases)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.recompute_marts", description="Compute the whole country."
    )
    parser.add_argument("--wards", type=int, help="fewer wards than all")
    arguments = parser.parse_args()
    console, catalogue = Console(), read_catalogue()
    values = make_values(catalogue, arguments.wards)
    rows = pair_targets(values)
    baseline = judge_sample(rows)
    value_count, row_count = values.height, rows.height
    work = Workload(INDICATORS, INDICATORS, 34, 34, is_complete=True)
    with tempfile.TemporaryDirectory(prefix="recompute-") as name, open_store(Path(name)) as store:
        allow_memory(store)
        store.execute(f"attach '{Path(name).as_posix()}/release.duckdb' as release")
        store.execute("use release")
        prepare(store, catalogue, rows)
        del values, rows
        before, started = resource.getrusage(resource.RUSAGE_SELF), perf_counter()
        write_attainment(store, AS_OF, work, lambda step, share: None)
        store.execute("checkpoint release")
        seconds = perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_SELF)
        mart_count = store.table("mart_attainment").shape[0]
        store.execute("use store")
        store.execute("detach release")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss / 1024
    table = Table(
        "what", "seconds", "processor seconds", "peak MiB", title=f"{value_count:,} values, {row_count:,} rows to judge"
    )
    table.add_row("baseline: one row at a time, judging only, extrapolated", f"{baseline:.0f}", f"{baseline:.0f}", "")
    table.add_row(
        f"values to mart_attainment ({mart_count:,} rows)", f"{seconds:.1f}", f"{processor:.1f}", f"{peak:.0f}"
    )
    console.print(table)
    console.print(f"limits {LIMIT_SECONDS:.0f} s, {LIMIT_MIB:.0f} MiB")
    raise SystemExit(seconds >= LIMIT_SECONDS or peak >= LIMIT_MIB)


if __name__ == "__main__":
    main()
