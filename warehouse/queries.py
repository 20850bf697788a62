"""The questions the screens and the reports ask of a release, one SQL file each in ``warehouse/sql/queries``.

A release is opened once, read-only; every question takes a cursor of its own, because a DuckDB connection shared by threads mixes up rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from warehouse.errors import ReleaseError
from warehouse.model import Era, Level, Territory
from warehouse.publish import ReleaseInfo, connect_release, find_release_file, read_current_id, read_info
from warehouse.sql import read_sql

NATION = "VN"
Parameter = str | int | None


@dataclass(frozen=True, eq=False)
class Release:
    """One published release, open for reading.

    Attributes
    ----------
    info : ReleaseInfo
        What the release says of itself.
    connection : duckdb.DuckDBPyConnection
        Read-only; never used directly, only through the cursors of :meth:`query`.
    """

    info: ReleaseInfo
    connection: duckdb.DuckDBPyConnection

    @property
    def release_id(self) -> str:
        """Key for every cache of its answers."""
        return self.info.release_id

    def query(self, name: str, /, **parameters: Parameter) -> pl.DataFrame:
        """Answer ``warehouse/sql/queries/<name>.sql`` on a cursor of its own.

        Parameters
        ----------
        name : str
            The statement; its first lines tell the grain, the units and what null means.
        **parameters
            Bound to the ``$names`` of the statement, all of them and no others.
        """
        with self.connection.cursor() as cursor:
            # As an Arrow stream, which needs no pyarrow.
            return pl.DataFrame(cursor.sql(read_sql("queries", name), params=parameters))


def open_release(folder: Path, release_id: str | None = None) -> Release:
    """Open a kept release, the current one when none is named.

    Raises
    ------
    ReleaseError
        When nothing was ever published, or the release is not kept or damaged.
    """
    wanted = release_id or read_current_id(folder)
    if wanted is None:
        raise ReleaseError(
            "nothing was published yet; run `python -m etl build`", "chưa có bản phát hành; chạy `python -m etl build`"
        )
    connection = connect_release(find_release_file(folder, wanted))
    # Questions are small and many are asked at once: threads of their own cost each more than they save (measured: 16 → 2 ms).
    connection.execute("set threads = 1")
    return Release(read_info(connection, wanted), connection)


def read_area(release: Release, area_id: str) -> pl.DataFrame:
    """One area with the names of its parent and province; no row when the release does not know it."""
    return release.query("read_area", area_id=area_id)


def list_areas(release: Release, level: Level, *, under_area_id: str = NATION, era: Era | None = None) -> pl.DataFrame:
    """Areas of one level under an area (directly or through its districts), by Vietnamese name; all eras when none is named."""
    return release.query("list_areas", level=level, under_area_id=under_area_id, era=era)


def list_area_choices(release: Release, area_id: str) -> pl.DataFrame:
    """Areas to offer beside one area: the nation, every province, and what shares its province or old district."""
    return release.query("list_area_choices", area_id=area_id)


def list_child_levels(release: Release, area_id: str, indicator_id: str, target_year: int | None) -> pl.DataFrame:
    """Levels and eras under an area (``area_count``, ``value_count``): the current units with values of the indicator first."""
    return release.query("list_child_levels", area_id=area_id, indicator_id=indicator_id, target_year=target_year)


def list_indicators(release: Release, area_id: str) -> pl.DataFrame:
    """Indicators with a value or a headline target at an area or under it: ``has_value``, ``has_target``; in catalogue order."""
    return release.query("list_indicators", area_id=area_id)


def read_indicator(release: Release, indicator_id: str) -> pl.DataFrame:
    """One indicator; no row when the release does not know it."""
    return release.query("read_indicator", indicator_id=indicator_id)


def list_standing(release: Release, area_id: str) -> pl.DataFrame:
    """Where an area stands now: indicator × target, every column of ``mart_standing`` with the names of indicator and document."""
    return release.query("list_standing", area_id=area_id)


def list_standing_at(release: Release, area_id: str, day: date) -> pl.DataFrame:
    """Where an area stood at the end of a day: as :func:`list_standing`, from the periods ended by then alone."""
    return release.query("list_standing_at", area_id=area_id, day=day.isoformat())


def list_known_periods(release: Release, area_id: str) -> pl.DataFrame:
    """Periods in which anything was reported of an area, the earliest first."""
    return release.query("list_known_periods", area_id=area_id)


def list_published(release: Release, area_id: str) -> pl.DataFrame:
    """Latest published figure of each indicator × basis of an area: real, its own, never a sum of reports."""
    return release.query("list_published", area_id=area_id)


def list_child_standing(
    release: Release, parent_area_id: str, indicator_id: str, target_year: int | None, level: Level, era: Era
) -> pl.DataFrame:
    """Where every area of a level under an area stands on the headline target of a year.

    Returns
    -------
    polars.DataFrame
        One row per area, by name: its columns of ``dim_area``, then those of ``mart_standing`` (null where nothing was expected of
        it; ``status`` is then ``no_data``). Without a target of that year the row carries the value alone.
    """
    return release.query(
        "list_child_standing",
        parent_area_id=parent_area_id,
        indicator_id=indicator_id,
        target_year=target_year,
        level=level,
        era=era,
    )


def list_map_values(
    release: Release,
    parent_area_id: str,
    indicator_id: str,
    period: str,
    target_year: int | None,
    level: Level,
    era: Era,
    territory: Territory = Territory.AS_REPORTED,
) -> pl.DataFrame:
    """Value and verdict of every area of a level under an area in one period.

    Parameters
    ----------
    territory : Territory
        Units the values are recast to; an area without a row there has the one reported of it.

    Returns
    -------
    polars.DataFrame
        One row per area, by name: its columns of ``dim_area``, then those of ``mart_attainment`` on the target's basis where there
        is a value on it, else on whatever basis there is (null where nothing was expected; ``status`` is then ``no_data``).
    """
    units = {"parent_area_id": parent_area_id, "level": level, "era": era, "territory": territory}
    return release.query("list_map_values", **units, indicator_id=indicator_id, period=period, target_year=target_year)


def read_series(
    release: Release, area_id: str, indicator_id: str, territory: Territory = Territory.AS_REPORTED
) -> pl.DataFrame:
    """Every period of an area's indicator in a territory, total only: period × basis × target, oldest first; ``has_cells`` = its own."""
    return release.query("read_series", area_id=area_id, indicator_id=indicator_id, territory=territory)


def list_parts(
    release: Release,
    area_id: str,
    indicator_id: str,
    period: str,
    basis: str,
    territory: Territory,
    group_id: str | None = None,
) -> pl.DataFrame:
    """Units whose counts make up a recast number, each with its weight, counts and cells, largest first. No group = the total."""
    asked = {"area_id": area_id, "indicator_id": indicator_id, "period": period, "basis": basis, "group_id": group_id}
    return release.query("list_parts", territory=territory, **asked)


def read_change(
    release: Release, area_id: str, indicator_id: str | None, territory: Territory, last_day: date | None = None
) -> pl.DataFrame:
    """How a value, or each, changed across 1/7/2025: ``change`` = ``real_change`` + ``boundary_change``; one row per basis (METHODS 10)."""
    asked = {"area_id": area_id, "indicator_id": indicator_id, "territory": territory}
    until = last_day.isoformat() if last_day else None
    return release.query("list_reform_changes", **asked, level=None, era=None, basis=None, last_day=until)


def list_constituent_targets(release: Release, area_id: str, indicator_id: str) -> pl.DataFrame:
    """Targets of the provinces a merged one was made from, side by side, with what they come to together (METHODS 11)."""
    return release.query("list_constituent_targets", area_id=area_id, indicator_id=indicator_id)


def read_common_area(release: Release, area_id: str) -> pl.DataFrame:
    """The smallest common area a ward lies in, and whether its province may be shown by such areas (``is_usable``); no row for others."""
    return release.query("read_common_area", area_id=area_id)


def list_group_values(
    release: Release, area_id: str, indicator_id: str, period: str, territory: Territory = Territory.AS_REPORTED
) -> pl.DataFrame:
    """Values by group (occupation …) of one period in a territory: group × basis, without the total."""
    asked = {"area_id": area_id, "indicator_id": indicator_id, "period": period, "territory": territory}
    return release.query("list_group_values", **asked)


def list_periods(release: Release, area_id: str, indicator_id: str) -> pl.DataFrame:
    """Periods with a value at the area (``has_own``) or under it (``child_count``), newest first."""
    return release.query("list_periods", area_id=area_id, indicator_id=indicator_id)


def list_targets(release: Release, area_id: str, indicator_id: str | None = None) -> pl.DataFrame:
    """Targets that apply to an area, its own or an ancestor's, with their documents; unverified and blank ones too."""
    return release.query("list_targets", area_id=area_id, indicator_id=indicator_id)


def list_all_targets(release: Release) -> pl.DataFrame:
    """Every target of the release with its document and confidence."""
    return release.query("list_all_targets")


def list_documents(release: Release) -> pl.DataFrame:
    """Every document of the catalogue, newest first, with how many targets it sets."""
    return release.query("list_documents")


def read_provenance(
    release: Release, area_id: str, indicator_id: str, period: str, basis: str, group_id: str | None = None
) -> pl.DataFrame:
    """Cells that a number was read from: measure, value, file, SHA-256, sheet, cell; no row for a sum of reports. No group = the total."""
    asked = {"area_id": area_id, "indicator_id": indicator_id, "period": period, "basis": basis, "group_id": group_id}
    return release.query("read_provenance", **asked)


def list_reporters(
    release: Release, area_id: str, indicator_id: str, period: str, basis: str, group_id: str | None = None
) -> pl.DataFrame:
    """Units summed into a number, silent ones first: counts, cells; ``has_reported`` false = expected and missing. No group = the total."""
    asked = {"area_id": area_id, "indicator_id": indicator_id, "period": period, "basis": basis, "group_id": group_id}
    return release.query("list_reporters", **asked)


def list_loads(release: Release) -> pl.DataFrame:
    """Loads the release was built from, newest first: file, SHA-256, accepted and rejected counts."""
    return release.query("list_loads")


def list_sources(release: Release) -> pl.DataFrame:
    """Sources of the catalogue with what was loaded from each."""
    return release.query("list_sources")


def list_places_with_values(release: Release, indicator_id: str) -> pl.DataFrame:
    """Nation and provinces that have values, those with most indicators first; ``has_indicator`` = this one among them."""
    return release.query("list_places_with_values", indicator_id=indicator_id)


def list_geometry(release: Release) -> pl.DataFrame:
    """Layers of shapes in the release, without the shapes."""
    return release.query("list_geometry")


def read_geometry(release: Release, layer_key: str) -> pl.DataFrame:
    """One layer of shapes as Brotli-compressed GeoJSON in ``geojson_br``; no row when the release has none."""
    return release.query("read_geometry", layer_key=layer_key)


def list_map_layers(release: Release, area_id: str) -> pl.DataFrame:
    """What a map of an area can show: level × era of the units under it, with their layer of shapes where there is one."""
    return release.query("list_map_layers", area_id=area_id)


def list_layer_periods(
    release: Release,
    parent_area_id: str,
    indicator_id: str,
    level: Level,
    era: Era,
    territory: Territory = Territory.AS_REPORTED,
) -> pl.DataFrame:
    """Periods in which units of one level and era under an area have a value, reported or recast to a territory, newest first."""
    asked = {"parent_area_id": parent_area_id, "indicator_id": indicator_id, "level": level, "era": era}
    return release.query("list_layer_periods", **asked, territory=territory)
