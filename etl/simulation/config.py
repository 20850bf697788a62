"""The parameters of the simulation, read from ``data/catalog/simulation.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from warehouse.errors import CatalogueError
from warehouse.model import Basis, Measure, ReportStatus
from warehouse.periods import Period

SIMULATION_FILE: Final = Path(__file__).parents[2] / "data" / "catalog" / "simulation.toml"

CITIZENS: Final = "cong_dan_hoc_tap"
STAFF: Final = "staff_in_learning_units"
FAMILIES: Final = "gia_dinh_hoc_tap"
CLANS: Final = "dong_ho_hoc_tap"
COMMUNITIES: Final = "cong_dong_hoc_tap_thon"
UNITS: Final = "don_vi_hoc_tap_xa"
# In the order they are simulated: citizens are counted in recognised families, staff in recognised units.
SERIES: Final = (FAMILIES, CLANS, COMMUNITIES, UNITS, CITIZENS, STAFF)
COUNTED_IN: Final = {CITIZENS: FAMILIES, STAFF: UNITS}
DIGITAL_MEASURES: Final = (Measure.DIGITAL_SKILL, Measure.DIGITAL_PROFICIENCY)
RATES: Final = (Measure.REGISTERED, Measure.RECOGNISED, *DIGITAL_MEASURES)


@dataclass(frozen=True)
class Behaviour:
    """How the reporting units differ, stand still, leave gaps and round up; fields as in the file."""

    stalled_pct: float
    backward_pct: float
    assessed_share: float
    missing_row_pct: float
    missing_cell_pct: float
    heaping_window_points: float
    heaping_pct: float
    household_spread: float
    yearly_noise: float


@dataclass(frozen=True)
class SeriesShape:
    """How a series differs from unit to unit: its size against households, and the spread of its rates (logits)."""

    size_power: float
    ward_factor: float
    size_spread: float
    spread: float


@dataclass(frozen=True)
class SeriesPath:
    """One series of one former province: its total at the base period and its rates (percent) in every period.

    ``total`` is null where a published base gives it, or where ``per_recognised`` people are counted in each recognised
    family or unit.
    ``rate_pct`` maps a measure to one rate a period.
    """

    total: int | None
    per_recognised: float | None
    growth_pct: float
    rate_pct: Mapping[Measure, tuple[float, ...]]


@dataclass(frozen=True)
class FormerProvince:
    """A province whose former wards report; ``completeness_pct`` has one value for each former period."""

    area_id: str
    completeness_pct: tuple[float, ...]
    paths: Mapping[str, SeriesPath]


@dataclass(frozen=True)
class CurrentProvince:
    """A province whose present wards report, continuing the figures of the former provinces it was made of."""

    area_id: str
    former_area_ids: tuple[str, ...]
    completeness_pct: tuple[float, ...]
    report_status: tuple[ReportStatus, ...]


@dataclass(frozen=True)
class PublishedTotal:
    """A printed figure that the sum over all reporting units meets: ``recognised`` out of ``base_count`` on a base."""

    area_id: str
    period: str
    title_id: str
    recognised: int
    qualifier: str
    base: Basis
    base_count: int
    base_origin: str
    rate_pct: float
    source: str
    rate_tolerance: float = 0.0


@dataclass(frozen=True)
class Occupation:
    """Share of an occupation among adults of urban and rural units; how readily it takes the title (1 = average)."""

    group_id: str
    urban_pct: float
    rural_pct: float
    zeal: float


@dataclass(frozen=True)
class SimulationConfig:
    """Everything the simulated reports follow from; the same configuration gives the same bytes."""

    seed: int
    base_period: str
    former_periods: tuple[str, ...]
    current_periods: tuple[str, ...]
    source_text: str
    missing_note: str
    behaviour: Behaviour
    size_of_kind: Mapping[str, float]
    heaping_target_pct: Mapping[str, int]
    shapes: Mapping[str, SeriesShape]
    occupations: tuple[Occupation, ...]
    former_provinces: tuple[FormerProvince, ...]
    current_provinces: tuple[CurrentProvince, ...]
    published: tuple[PublishedTotal, ...]

    @property
    def periods(self) -> tuple[Period, ...]:
        """All periods in order."""
        return tuple(Period.parse(code) for code in (*self.former_periods, *self.current_periods))

    @property
    def base_index(self) -> int:
        """Position of the base period."""
        return self.former_periods.index(self.base_period)

    def find_published(self, area_id: str, title_id: str) -> dict[str, PublishedTotal]:
        """The published totals of a series, by period."""
        rows = (row for row in self.published if (row.area_id, row.title_id) == (area_id, title_id))
        return {row.period: row for row in rows}


def read_simulation_config(path: Path = SIMULATION_FILE) -> SimulationConfig:
    """Read and check the parameters.

    Raises
    ------
    CatalogueError
        When a list does not have one value a period, or a series has no total; names the file and the province.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    config = SimulationConfig(
        seed=raw["seed"],
        base_period=raw["base_period"],
        former_periods=tuple(raw["former_periods"]),
        current_periods=tuple(raw["current_periods"]),
        source_text=raw["source_text"],
        missing_note=raw["missing_note"],
        behaviour=Behaviour(**raw["behaviour"]),
        size_of_kind=raw["size_of_kind"],
        heaping_target_pct=raw["heaping_target_pct"],
        shapes={series: SeriesShape(**shape) for series, shape in raw["series"].items()},
        occupations=tuple(Occupation(**row) for row in raw["occupation"]),
        former_provinces=tuple(_read_former_province(row) for row in raw["former_province"]),
        current_provinces=tuple(_read_current_province(row) for row in raw["current_province"]),
        published=tuple(PublishedTotal(**{**row, "base": Basis(row["base"])}) for row in raw["published"]),
    )
    _check_config(config, path.name)
    return config


def _read_former_province(row: Mapping[str, Any]) -> FormerProvince:
    paths = {series: _read_path(values) for series, values in row["series"].items()}
    return FormerProvince(row["area_id"], tuple(row["completeness_pct"]), paths)


def _read_path(values: Mapping[str, Any]) -> SeriesPath:
    rates = {measure: tuple(values[f"{measure}_pct"]) for measure in RATES if f"{measure}_pct" in values}
    return SeriesPath(values.get("total"), values.get("per_recognised"), values.get("growth_pct", 0.0), rates)


def _read_current_province(row: Mapping[str, Any]) -> CurrentProvince:
    statuses = tuple(ReportStatus(status) for status in row["report_status"])
    return CurrentProvince(row["area_id"], tuple(row["former_area_ids"]), tuple(row["completeness_pct"]), statuses)


def _check_config(config: SimulationConfig, file: str) -> None:
    for province in config.former_provinces:
        if len(province.completeness_pct) != len(config.former_periods):
            raise CatalogueError(
                file, None, f"{province.area_id}: completeness_pct needs one value for each former period"
            )
        for series in SERIES:
            _check_path(config, province, series, file)
    for current in config.current_provinces:
        if {len(current.completeness_pct), len(current.report_status)} != {len(config.current_periods)}:
            raise CatalogueError(file, None, f"{current.area_id}: needs one value for each current period")


def _check_path(config: SimulationConfig, province: FormerProvince, series: str, file: str) -> None:
    where, path = f"{province.area_id} {series}", province.paths[series]
    expected = set(RATES) if series == CITIZENS else set(RATES) - set(DIGITAL_MEASURES)
    if set(path.rate_pct) != expected or {len(rates) for rates in path.rate_pct.values()} != {len(config.periods)}:
        raise CatalogueError(file, None, f"{where}: needs rates {', '.join(sorted(expected))}, one value a period")
    bases = {row.base for row in config.find_published(province.area_id, series).values()}
    sources = (path.total is not None) + (path.per_recognised is not None) + (Basis.TOTAL in bases)
    if sources != 1:
        raise CatalogueError(
            file, None, f"{where}: needs exactly one of total, per_recognised, a published base 'total'"
        )
    if (series in COUNTED_IN) != (path.per_recognised is not None):
        raise CatalogueError(file, None, f"{where}: per_recognised belongs to {', '.join(COUNTED_IN)} only")
