"""Whole counts of every reporting unit of a former province, in every period."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from etl.simulation.allocation import Counts, Reals, allocate_rows
from etl.simulation.config import (
    CITIZENS,
    COUNTED_IN,
    DIGITAL_MEASURES,
    FAMILIES,
    SERIES,
    FormerProvince,
    SeriesPath,
    SeriesShape,
    SimulationConfig,
)
from etl.simulation.counts import CHAIN, RECOGNISED, UnitCounts, find_former_units, make_rng
from warehouse.model import Basis, Measure

URBAN_KINDS = ("Phường", "Thị trấn")
SPEED_SPREAD = 0.25
BACKWARD_SPEED = -1.0
NEIGHBOURS = 4
GROWTH_SPREAD = 0.008
OCCUPATION_SPREAD = 0.15
DISTRICT_SHARE, COMMON_SHARE, OWN_SHARE = 0.5, 0.5, 0.7


def simulate_former_units(areas: pl.DataFrame, province: FormerProvince, config: SimulationConfig) -> UnitCounts:
    """Simulate every series of a former province in all periods; present wards continue those after its end."""
    units = find_former_units(areas, province.area_id)
    rng = make_rng(config.seed, province.area_id)
    sizes = _draw_sizes(rng, units, config)
    common = rng.standard_normal(units.height)
    series: dict[str, Counts] = {}
    for name in SERIES:
        shape, path = config.shapes[name], province.paths[name]
        rates = _draw_rates(rng, units, common, shape, path, config)
        weights = _weigh_units(rng, units, sizes, shape)
        counted_in = series[COUNTED_IN[name]][RECOGNISED] if name in COUNTED_IN else None
        totals = _count_totals(rng, weights, counted_in, province.area_id, name, path, config)
        series[name] = _count_chain(totals, rates, province.area_id, name, path, config)
    return UnitCounts(units, series, *_draw_occupations(rng, units, config))


def _draw_sizes(rng: np.random.Generator, units: pl.DataFrame, config: SimulationConfig) -> Reals:
    """Relative number of households of each unit."""
    kind_size = np.ones(units.height)
    for kind, size in config.size_of_kind.items():
        kind_size[units["name_vi"].str.starts_with(f"{kind} ").to_numpy()] = size
    spread = config.behaviour.household_spread
    in_district = 0.5 * spread * _draw_by_district(rng, units)
    return np.asarray(kind_size * np.exp(in_district + spread * rng.standard_normal(units.height)))


def _draw_by_district(rng: np.random.Generator, units: pl.DataFrame) -> Reals:
    district = units["parent_area_id"].rank("dense").to_numpy().astype(np.int64) - 1
    return np.asarray(rng.standard_normal(district.max() + 1)[district])


def _is_urban(units: pl.DataFrame) -> NDArray[np.bool_]:
    return units["name_vi"].str.contains(f"^({'|'.join(URBAN_KINDS)}) ").to_numpy()


def _weigh_units(rng: np.random.Generator, units: pl.DataFrame, sizes: Reals, shape: SeriesShape) -> Reals:
    kind = np.where(_is_urban(units), shape.ward_factor, 1.0)
    return np.asarray(sizes**shape.size_power * kind * np.exp(shape.size_spread * rng.standard_normal(units.height)))


def _draw_rates(
    rng: np.random.Generator,
    units: pl.DataFrame,
    common: Reals,
    shape: SeriesShape,
    path: SeriesPath,
    config: SimulationConfig,
) -> dict[Measure, Reals]:
    """Rates of each unit, (period, unit): the province's path with the unit's own level and speed, in logits."""
    count = units.height
    own = rng.standard_normal(count)
    level = shape.spread * (DISTRICT_SHARE * _draw_by_district(rng, units) + COMMON_SHARE * common + OWN_SHARE * own)
    speed_before = rng.normal(1.0, SPEED_SPREAD, count)
    speed_after = _draw_speed_after_base(rng, speed_before, config)
    noise = config.behaviour.yearly_noise * rng.standard_normal((len(config.periods), count))
    is_after = np.arange(len(config.periods))[:, None] > config.base_index
    speed = np.where(is_after, speed_after, speed_before)
    rates = {}
    for measure, percents in path.rate_pct.items():
        logits = _to_logit(np.array(percents) / 100)[:, None]
        base = logits[config.base_index]
        rates[measure] = 1 / (1 + np.exp(-(base + speed * (logits - base) + level + noise)))
    return rates


def _draw_speed_after_base(rng: np.random.Generator, speed: Reals, config: SimulationConfig) -> Reals:
    """Pace after the base period: some blocks of neighbours, which later form one ward, stand still or fall back."""
    block = np.arange(speed.size) // NEIGHBOURS
    rank = rng.permutation(block.max() + 1)[block] / (block.max() + 1)
    backward, stalled = config.behaviour.backward_pct / 100, config.behaviour.stalled_pct / 100
    return np.where(rank < backward, BACKWARD_SPEED, np.where(rank < backward + stalled, 0.0, speed))


def _to_logit(share: Reals) -> Reals:
    return np.asarray(np.log(share / (1 - share)))


def _count_totals(
    rng: np.random.Generator,
    weights: Reals,
    counted_in: Counts | None,
    area_id: str,
    name: str,
    path: SeriesPath,
    config: SimulationConfig,
) -> Counts:
    """Totals of each unit, (period, unit): by weight, or so many people to each recognised family or unit."""
    if counted_in is not None and path.per_recognised is not None:
        sums = np.rint(counted_in.sum(axis=1) * path.per_recognised).astype(np.int64)
        return allocate_rows(counted_in * weights, sums)
    published = config.find_published(area_id, name).get(config.base_period)
    base = published.base_count if published and published.base is Basis.TOTAL else path.total
    if base is None:
        raise ValueError(f"{area_id} {name}: no total at {config.base_period}")
    years = np.array([float(period.clock - config.periods[config.base_index].clock) for period in config.periods])
    sums = np.rint(base * (1 + path.growth_pct / 100) ** years).astype(np.int64)
    own_growth = rng.normal(0.0, GROWTH_SPREAD, weights.size) if name == FAMILIES else np.zeros(weights.size)
    return allocate_rows(weights * (1 + own_growth) ** years[:, None], sums)


def _count_chain(
    totals: Counts, rates: Mapping[Measure, Reals], area_id: str, name: str, path: SeriesPath, config: SimulationConfig
) -> Counts:
    """Every measure of a series, (measure, period, unit): sums follow the path or a published figure."""
    share = config.behaviour.assessed_share
    sums = {measure: _sum_on_path(totals, path, measure) for measure in (Measure.REGISTERED, Measure.RECOGNISED)}
    for period, row in config.find_published(area_id, name).items():
        at = config.former_periods.index(period)
        sums[Measure.RECOGNISED][at] = row.recognised
        if row.base is Basis.REGISTERED:
            sums[Measure.REGISTERED][at] = row.base_count
    registered, recognised = rates[Measure.REGISTERED], rates[Measure.RECOGNISED]
    gap = sums[Measure.REGISTERED] - sums[Measure.RECOGNISED]
    sums[Measure.ASSESSED] = sums[Measure.RECOGNISED] + np.rint(share * gap).astype(np.int64)
    wanted = {**rates, Measure.ASSESSED: recognised + share * np.maximum(registered - recognised, 0)}
    chain = [totals]
    for measure in CHAIN[1:4]:
        chain.append(allocate_rows(totals * wanted[measure], sums[measure], chain[-1]))
    for measure in DIGITAL_MEASURES if name == CITIZENS else ():
        chain.append(allocate_rows(chain[-1] * rates[measure], _sum_on_path(chain[-1], path, measure), chain[-1]))
    return np.stack(chain)


def _sum_on_path(base: Counts, path: SeriesPath, measure: Measure) -> Counts:
    sums = base.sum(axis=1) * np.array(path.rate_pct[measure]) / 100
    return np.asarray(np.rint(sums), dtype=np.int64)


def _draw_occupations(rng: np.random.Generator, units: pl.DataFrame, config: SimulationConfig) -> tuple[Reals, Reals]:
    urban = np.array([row.urban_pct for row in config.occupations])
    rural = np.array([row.rural_pct for row in config.occupations])
    size = (units.height, len(config.occupations))
    typical = np.where(_is_urban(units)[:, None], urban, rural)
    shares = typical * np.exp(2 * OCCUPATION_SPREAD * rng.standard_normal(size))
    zeal = np.array([row.zeal for row in config.occupations]) * np.exp(OCCUPATION_SPREAD * rng.standard_normal(size))
    return shares / shares.sum(axis=1, keepdims=True), zeal
