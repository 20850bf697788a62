"""The catalogue: indicators, targets, documents, titles, groups, departments, sources, areas, criteria sets, read from ``data/catalog``.

Each concept has one place. Everything is checked when it is read; the first broken rule stops with file and line.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.area_changes import check_area_changes, read_area_changes
from warehouse.areas import read_areas
from warehouse.catalogue_files import name_file, read_csv, read_toml, stop_at_first
from warehouse.criteria import read_criterion_sets
from warehouse.criterion_model import CriterionSets, KnownCodes
from warehouse.departments import read_departments
from warehouse.dossiers import Dossiers, read_dossiers
from warehouse.errors import CatalogueError
from warehouse.model import Accumulation, Basis, Confidence, Measure, Unit
from warehouse.periods import parse_due

CATALOG_FOLDER = Path(__file__).parent.parent / "data" / "catalog"
AREA_CHANGE_FILE = "area_changes.csv"

INDICATOR_SCHEMA = {
    "indicator_id": pl.String,
    "sort": pl.Int32,
    "group": pl.String,
    "name_vi": pl.String,
    "name_en": pl.String,
    "short_vi": pl.String,
    "short_en": pl.String,
    "numerator_vi": pl.String,
    "numerator_en": pl.String,
    "denominator_vi": pl.String,
    "denominator_en": pl.String,
    "unit": pl.String,
    "unit_noun_vi": pl.String,
    "unit_noun_en": pl.String,
    "counts_persons": pl.Boolean,
    "direction": pl.Int8,
    "accumulation": pl.String,
    "target_basis": pl.String,
    "lowest_level": pl.String,
    "decimals": pl.Int8,
    "ended_on": pl.Date,
    "confidence": pl.String,
    "source": pl.String,
    "note": pl.String,
}
OPTIONAL_FIELDS = {"short_vi", "short_en", "ended_on"}
FORM_SCHEMA = {
    "indicator_id": pl.String,
    "basis": pl.String,
    "title_id": pl.String,
    "groups": pl.String,
    "numerator": pl.String,
    "denominator": pl.String,
}
COUNTED_TITLE_MEASURES = {m.value for m in Measure} - {Measure.NUMERATOR, Measure.DENOMINATOR, Measure.VALUE}
AUTHORITIES = ("national", "association", "city", "province")


@dataclass(frozen=True)
class Catalogue:
    """Everything that is known before any report comes in.

    Attributes
    ----------
    indicators : pl.DataFrame
        Grain: indicator. ``INDICATOR_SCHEMA``.
    forms : pl.DataFrame
        Grain: indicator × basis. Which title, groups and measures of the standard form give numerator and denominator; ``groups`` is
        empty (total only), ``occupation`` (total and each occupation) or one group id.
    targets : pl.DataFrame
        Grain: target. ``target_value`` null where the text was not read; ``due`` null where no date is set; ``target_basis`` the
        target's own basis, else its indicator's; ``base_year`` the year the document counts from, null where it names none.
    documents, titles, groups : pl.DataFrame
        As their files.
    departments : pl.DataFrame
        As :func:`warehouse.departments.read_departments` returns them.
    sources : dict[str, dict]
        How each source is read, by id.
    areas, area_changes : pl.DataFrame
        As :mod:`warehouse.areas` returns them.
    criteria : CriterionSets
        Every criteria set in every version.
    dossiers : Dossiers
        What applications and reports ask for.
    fingerprint : str
        SHA-256 over all files read.
    """

    indicators: pl.DataFrame
    forms: pl.DataFrame
    targets: pl.DataFrame
    documents: pl.DataFrame
    titles: pl.DataFrame
    groups: pl.DataFrame
    departments: pl.DataFrame
    sources: dict[str, dict[str, Any]]
    areas: pl.DataFrame
    area_changes: pl.DataFrame
    criteria: CriterionSets
    dossiers: Dossiers
    fingerprint: str


@cache
def read_catalogue(folder: Path = CATALOG_FOLDER) -> Catalogue:
    """Read and check the whole catalogue.

    Raises
    ------
    CatalogueError
        On the first broken rule, with file and line.
    """
    indicators, forms = _read_indicators(folder / "indicators")
    documents = read_csv(folder / "documents.csv", key="document_code")
    titles = read_csv(folder / "titles.csv", key="title_id")
    groups = read_csv(folder / "groups.csv", key="group_id")
    departments = read_departments(folder / "departments.csv")
    areas = read_areas(folder / "extra_areas.csv")
    changes = read_area_changes(folder / AREA_CHANGE_FILE)
    check_area_changes(changes, areas)
    _check_forms(folder / "indicators", forms, titles, groups)
    targets = _read_targets(folder / "targets.csv", indicators, documents, areas)
    sources = {path.stem: read_toml(path) for path in sorted((folder / "sources").glob("*.toml"))}
    known = KnownCodes(
        frozenset(titles["title_id"]),
        frozenset(groups["group_id"]),
        frozenset(documents["document_code"]),
        frozenset(areas["area_id"]),
        dict(indicators.select("indicator_id", "unit").iter_rows()),
    )
    criteria = read_criterion_sets(folder / "criteria", known)
    dossiers = read_dossiers(folder / "dossiers", criteria, frozenset(indicators["indicator_id"]))
    fingerprint = _compute_fingerprint(folder)
    return Catalogue(
        indicators,
        forms,
        targets,
        documents,
        titles,
        groups,
        departments,
        sources,
        areas,
        changes,
        criteria,
        dossiers,
        fingerprint,
    )


def _read_indicators(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows: list[dict[str, Any]] = []
    forms: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.toml")):
        entry = read_toml(path)
        forms += [{"indicator_id": path.stem, **form} for form in entry.pop("form", [])]
        _check_indicator(path, entry)
        rows.append({"indicator_id": path.stem, **entry})
    indicators = pl.DataFrame(rows, schema=INDICATOR_SCHEMA, orient="row")
    return indicators.sort("sort", "indicator_id"), pl.DataFrame(forms, schema=FORM_SCHEMA, orient="row")


def _check_indicator(path: Path, entry: dict[str, Any]) -> None:
    """The coded fields must hold known codes and no field may be unknown."""
    coded = {"unit": Unit, "accumulation": Accumulation, "target_basis": Basis, "confidence": Confidence}
    lines = path.read_text(encoding="utf-8").splitlines()

    def fail(field: str, problem: str) -> None:
        line = next((i for i, text in enumerate(lines, 1) if text.startswith(field)), None)
        raise CatalogueError(name_file(path), line, problem)

    for field in INDICATOR_SCHEMA.keys() - entry.keys() - OPTIONAL_FIELDS - {"indicator_id"}:
        fail(field, f"field {field} is missing")
    for field in entry.keys() - INDICATOR_SCHEMA.keys():
        fail(field, f"unknown field {field}")
    for field, codes in coded.items():
        if entry[field] not in list(codes):
            fail(field, f"{field} {entry[field]!r} is none of {', '.join(codes)}")
    if entry["direction"] not in (1, -1):
        fail("direction", "direction is 1 (more is better) or -1")


def _check_forms(folder: Path, forms: pl.DataFrame, titles: pl.DataFrame, groups: pl.DataFrame) -> None:
    known_groups = {"", *groups["group_id"], *groups["dimension"].drop_nulls()}
    for form in forms.iter_rows(named=True):
        path = folder / f"{form['indicator_id']}.toml"
        wrong = [
            f"unknown basis {form['basis']}" if form["basis"] not in list(Basis) else "",
            f"unknown title {form['title_id']}" if form["title_id"] not in titles["title_id"] else "",
            f"unknown group {form['groups']}" if form["groups"] not in known_groups else "",
            *(
                f"unknown measure {form[m]}"
                for m in ("numerator", "denominator")
                if form[m] not in COUNTED_TITLE_MEASURES
            ),
        ]
        for problem in filter(None, wrong):
            raise CatalogueError(name_file(path), None, f"[[form]]: {problem}")


def _read_targets(path: Path, indicators: pl.DataFrame, documents: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """Targets typed, with the basis, unit and direction of their indicator."""
    raw = read_csv(path, key="target_id")
    _check_targets(path, raw, indicators, documents, areas)
    own = indicators.select("indicator_id", indicator_basis="target_basis")
    dues = pl.DataFrame(
        [(text, parse_due(text or "")) for text in raw["due_period"].unique(maintain_order=True)],
        schema={"due_period": pl.String, "due": pl.Date},
        orient="row",
    )
    return (
        raw.join(own, on="indicator_id", how="left")
        .join(dues, on="due_period", how="left", nulls_equal=True)
        .select(
            "target_id",
            "document_code",
            "authority",
            "scope_area_id",
            "indicator_id",
            "unit",
            target_operator="operator",
            target_basis=pl.coalesce("basis", "indicator_basis"),
            target_year=pl.col("year").cast(pl.Int16),
            due_period="due_period",
            due="due",
            target_value=pl.col("value").cast(pl.Decimal(9, 4)),
            base_year=pl.col("base_year").cast(pl.Int16),
            wording_vi="wording_vi",
            source="source",
            confidence="confidence",
            is_verified=pl.col("confidence").is_in([c.value for c in Confidence if c.is_verified]),
            note="note",
        )
        .sort("target_id")
    )


def _check_targets(
    path: Path, raw: pl.DataFrame, indicators: pl.DataFrame, documents: pl.DataFrame, areas: pl.DataFrame
) -> None:
    def unknown(column: str, known: pl.Series) -> pl.Expr:
        return ~pl.col(column).is_in(known.implode()) | pl.col(column).is_null()

    rules: list[tuple[pl.Expr, str, str]] = [
        (unknown("indicator_id", indicators["indicator_id"]), "unknown indicator", "indicator_id"),
        (unknown("document_code", documents["document_code"]), "target without a known document", "document_code"),
        (unknown("scope_area_id", areas["area_id"]), "unknown area", "scope_area_id"),
        (~pl.col("authority").is_in(AUTHORITIES), "unknown authority", "authority"),
        (~pl.col("confidence").is_in(list(Confidence)), "unknown confidence", "confidence"),
        (pl.col("basis").is_not_null() & ~pl.col("basis").is_in(list(Basis)), "unknown basis", "basis"),
        (
            pl.col("value").is_not_null() & pl.col("value").cast(pl.Decimal(9, 4), strict=False).is_null(),
            "value is not a number",
            "value",
        ),
        *((_is_no_year(column), f"{column} is not a year", column) for column in ("year", "base_year")),
    ]
    for broken, problem, column in rules:
        stop_at_first(path, raw, broken, problem, pl.col(column))
    own = indicators.select("indicator_id", own_unit="unit", own_direction="direction")
    joined = raw.join(own, on="indicator_id", how="left")
    against = (
        pl.when(pl.col("own_direction") == 1).then(pl.col("operator") == "<=").otherwise(pl.col("operator") == ">=")
    )
    stop_at_first(
        path, joined, pl.col("unit") != pl.col("own_unit"), "unit differs from the indicator's", pl.col("unit")
    )
    stop_at_first(path, joined, against, "operator against the indicator's direction", pl.col("operator"))
    stop_at_first(path, joined, ~pl.col("operator").is_in([">=", "<=", "="]), "unknown operator", pl.col("operator"))


def _is_no_year(column: str) -> pl.Expr:
    return pl.col(column).is_not_null() & pl.col(column).cast(pl.Int16, strict=False).is_null()


def _compute_fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
