"""Simulated reports: workbooks of the standard form to run the whole chain on, each marked simulated (decision 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.form import FormHeader, write_form
from etl.simulation.config import SERIES, CurrentProvince, FormerProvince, SimulationConfig, read_simulation_config
from etl.simulation.counts import UnitCounts, find_current_units, make_rng
from etl.simulation.current import continue_in_current_units
from etl.simulation.former import simulate_former_units
from etl.simulation.reports import build_rows, heap_over_targets, slice_period
from warehouse.area_changes import read_area_changes
from warehouse.catalogue import CATALOG_FOLDER
from warehouse.model import ReportStatus
from warehouse.periods import Period

SAMPLE_UNIT_COUNT = 4
SAMPLES = {
    ("27.before-2025-07", "2024"): "bac-ninh_2024_mo-phong.xlsx",
    ("01.2025-07", "2026-H1"): "ha-noi_2026-H1_mo-phong.xlsx",
}


@dataclass(frozen=True)
class SimulatedReport:
    """One province's report for one period; ``rows`` as :func:`etl.form.write_form` takes them."""

    province_area_id: str
    header: FormHeader
    rows: pl.DataFrame

    @property
    def file_name(self) -> str:
        """Name of the workbook, saying that it is simulated."""
        return f"mo-phong_bieu-danh-hieu_{self.header.province_code}_{self.header.period}.xlsx"


def simulate_reports(
    areas: pl.DataFrame,
    out_dir: Path,
    config: SimulationConfig | None = None,
    report: Callable[[str, float], None] | None = None,
    changes: pl.DataFrame | None = None,
) -> list[Path]:
    """Write one simulated workbook for each former province and period up to 30/6/2025, and each present one after.

    Parameters
    ----------
    areas : pl.DataFrame
        Grain: area, as :func:`warehouse.areas.read_areas` returns it.
    out_dir : Path
        Folder for the workbooks; made when missing.
    config : SimulationConfig, optional
        Parameters; the catalogue's when omitted.
    report : callable, optional
        Told the name of each file written and the share (0–1) of all files done.
    changes : pl.DataFrame, optional
        Crosswalk of 1/7/2025; the catalogue's when omitted.

    Returns
    -------
    list of Path
        The workbooks, in the order written. The same parameters give the same bytes.
    """
    config = config or read_simulation_config()
    out_dir.mkdir(parents=True, exist_ok=True)
    file_count = len(config.former_provinces) * len(config.former_periods)
    file_count += len(config.current_provinces) * len(config.current_periods)
    paths = []
    for simulated in build_reports(areas, config, changes):
        paths.append(write_form(out_dir / simulated.file_name, simulated.header, simulated.rows))
        if report is not None:
            report(paths[-1].name, len(paths) / file_count)
    return paths


def build_reports(
    areas: pl.DataFrame, config: SimulationConfig, changes: pl.DataFrame | None = None
) -> Iterator[SimulatedReport]:
    """Simulate the reports without writing them, former provinces first, each in the order of its periods."""
    names = dict(areas.select("area_id", "name_vi").iter_rows())
    counts = {province.area_id: simulate_former_units(areas, province, config) for province in config.former_provinces}
    for province in config.former_provinces:
        for index in range(len(config.former_periods)):
            yield _report_former(province, index, counts[province.area_id], names[province.area_id], config)
    changes = read_area_changes(CATALOG_FOLDER / "area_changes.csv") if changes is None else changes
    for current in config.current_provinces:
        units = find_current_units(areas, current.area_id)
        continued = continue_in_current_units([counts[area_id] for area_id in current.former_area_ids], units, changes)
        for index in range(len(config.current_periods)):
            yield _report_current(current, index, continued, names[current.area_id], config)


def write_samples(areas: pl.DataFrame, folder: Path, config: SimulationConfig | None = None) -> list[Path]:
    """Write the example workbooks of ``data/samples``: the first few units of two simulated reports."""
    config = config or read_simulation_config()
    paths = []
    for simulated in build_reports(areas, config):
        name = SAMPLES.get((simulated.province_area_id, simulated.header.period))
        if name is not None:
            first = simulated.rows["area_code"].unique(maintain_order=True).head(SAMPLE_UNIT_COUNT)
            rows = simulated.rows.filter(pl.col("area_code").is_in(first.implode()))
            paths.append(write_form(folder / name, simulated.header, rows))
    return paths


def _report_former(
    province: FormerProvince, index: int, counts: UnitCounts, name: str, config: SimulationConfig
) -> SimulatedReport:
    period = config.periods[index]
    published = {title for title in SERIES if period.code in config.find_published(province.area_id, title)}
    rng = make_rng(config.seed, province.area_id, period.code)
    series = slice_period(counts, index)
    rows = build_rows(counts, series, province.completeness_pct[index], published, config, rng)
    return SimulatedReport(province.area_id, _head(province.area_id, name, period, ReportStatus.FINAL, config), rows)


def _report_current(
    province: CurrentProvince, index: int, counts: UnitCounts, name: str, config: SimulationConfig
) -> SimulatedReport:
    position = len(config.former_periods) + index
    period = config.periods[position]
    rng = make_rng(config.seed, province.area_id, period.code)
    series = slice_period(counts, position)
    heap_over_targets(series, config, rng)
    rows = build_rows(counts, series, province.completeness_pct[index], set(), config, rng)
    header = _head(province.area_id, name, period, province.report_status[index], config)
    return SimulatedReport(province.area_id, header, rows)


def _head(area_id: str, name: str, period: Period, status: ReportStatus, config: SimulationConfig) -> FormHeader:
    code, _, _ = area_id.partition(".")
    source = f"{config.source_text} (hạt giống {config.seed})"
    return FormHeader(code, name, period.code, period.end, status, source, is_simulated=True)
