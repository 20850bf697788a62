"""From counts to the rows of one report: occupations, heaping just over a target, and the gaps reports have."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from etl.form import FORM_SCHEMA, MEASURES
from etl.simulation.allocation import Counts, allocate_rows
from etl.simulation.config import CITIZENS, CLANS, COMMUNITIES, FAMILIES, STAFF, UNITS, SimulationConfig
from etl.simulation.counts import ASSESSED, CHAIN, RECOGNISED, REGISTERED, TOTAL, UnitCounts

NO_VALUE = -1  # stands for null while rows are arrays; counts are never negative


def list_form_rows(config: SimulationConfig) -> list[tuple[str, str | None]]:
    """Title and group of each row of one reporting unit, in the order of the form."""
    occupations = [(CITIZENS, row.group_id) for row in config.occupations]
    others = [(title, None) for title in (FAMILIES, CLANS, COMMUNITIES, UNITS)]
    return [(CITIZENS, None), *occupations, (CITIZENS, STAFF), *others]


def slice_period(counts: UnitCounts, period: int) -> dict[str, Counts]:
    """Each series' counts in one period, (measure, unit); copies, free to change."""
    return {name: values[:, period].copy() for name, values in counts.series.items()}


def heap_over_targets(series: Mapping[str, Counts], config: SimulationConfig, rng: np.random.Generator) -> None:
    """Lift some units that lie just below a target to just over it, in place, as bulk entry does (DOMAIN, trap 10)."""
    for name, target in config.heaping_target_pct.items():
        total, recognised = series[name][TOTAL], series[name][RECOGNISED]
        at_target = -(-target * total // 100)
        window = config.behaviour.heaping_window_points * total / 100
        is_near = (recognised < at_target) & (recognised >= at_target - window)
        lifted = is_near & (rng.random(total.size) < config.behaviour.heaping_pct / 100)
        for measure in (REGISTERED, ASSESSED, RECOGNISED):
            reported = series[name][measure]
            series[name][measure] = np.where(lifted, np.maximum(reported, at_target), reported)


def build_rows(
    counts: UnitCounts,
    series: Mapping[str, Counts],
    completeness_pct: float,
    published_titles: set[str],
    config: SimulationConfig,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """The rows of one report as :func:`etl.form.write_form` takes them.

    Grain: reporting unit × title × group, silent units left out. The occupations of citizens add up to the row without
    a group. A measure is null where the unit did not report it or the form does not ask for it; total, registered and
    recognised of ``published_titles`` have no gap.
    """
    values = _stack_rows(counts, series, config)
    unit_count = values.shape[0]
    silent_count = round(unit_count * (1 - completeness_pct / 100))
    reporting = np.sort(rng.permutation(unit_count)[silent_count:])
    is_left_out = _leave_gaps(values, published_titles, config, rng)
    frame = _frame_rows(counts.units[reporting.tolist()], values[reporting], config)
    notes = pl.when(pl.Series(is_left_out[reporting].ravel())).then(pl.lit(config.missing_note)).alias("note")
    return frame.with_columns(notes).select(*FORM_SCHEMA)


def _stack_rows(counts: UnitCounts, series: Mapping[str, Counts], config: SimulationConfig) -> Counts:
    """(unit, form row, measure) with ``NO_VALUE`` where the form asks for nothing."""
    keys = list_form_rows(config)
    unit_count = counts.units.height
    values = np.full((unit_count, len(keys), len(MEASURES)), NO_VALUE, dtype=np.int64)
    occupations = _split_by_occupation(counts, series[CITIZENS])
    for row, (title, group) in enumerate(keys):
        if title == CITIZENS and group not in (None, STAFF):
            values[:, row, : len(occupations)] = occupations[:, :, row - 1].T
        else:
            reported = series[group or title]
            values[:, row, : len(reported)] = reported.T
    return values


def _split_by_occupation(counts: UnitCounts, citizens: Counts) -> Counts:
    """(measure, unit, occupation) up to recognised; sums over occupations are the unit's."""
    split = [allocate_rows(citizens[TOTAL][:, None] * counts.occupation_share, citizens[TOTAL])]
    for measure in (REGISTERED, ASSESSED, RECOGNISED):
        split.append(allocate_rows(split[0] * counts.occupation_zeal, citizens[measure], split[-1]))
    return np.stack(split)


def _leave_gaps(
    values: Counts, published_titles: set[str], config: SimulationConfig, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Blank some rows and cells in place; true where a whole row was left out."""
    keys = list_form_rows(config)
    behaviour = config.behaviour
    is_free = np.array([(group or title) != CITIZENS and title not in published_titles for title, group in keys])
    is_free &= np.array([title != CITIZENS or group == STAFF for title, group in keys])
    shape = values.shape[:2]
    is_left_out: NDArray[np.bool_] = (rng.random(shape) < behaviour.missing_row_pct / 100) & is_free
    lacks_assessed = rng.random(shape) < behaviour.missing_cell_pct / 100
    lacks_registered = (rng.random(shape) < behaviour.missing_cell_pct / 200) & is_free
    lacks_digital = rng.random(shape[0]) < behaviour.missing_cell_pct / 100
    values[is_left_out] = NO_VALUE
    values[lacks_assessed, ASSESSED] = NO_VALUE
    values[lacks_registered, REGISTERED] = NO_VALUE
    values[lacks_digital, 0, RECOGNISED + 1 :] = NO_VALUE
    return is_left_out


def _frame_rows(units: pl.DataFrame, values: Counts, config: SimulationConfig) -> pl.DataFrame:
    keys = list_form_rows(config)
    form_rows = pl.DataFrame(keys, schema={"title_id": pl.String, "group_id": pl.String}, orient="row")
    places = units.select("area_code", area_name="name_vi").join(form_rows, how="cross", maintain_order="left_right")
    flat = values.reshape(-1, len(MEASURES))
    measures = [pl.Series(measure.value, flat[:, CHAIN.index(measure)]) for measure in MEASURES]
    return places.with_columns(measures).with_columns(
        pl.when(pl.col(measure.value) != NO_VALUE).then(pl.col(measure.value)) for measure in MEASURES
    )
