"""Boundary layers of the maps: the schematic default, built from published points and areas (BOUNDARIES)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from etl.boundaries.layers import read_layers
from warehouse.model import BoundaryLayer

__all__ = ["BoundaryLayer", "build_boundaries", "read_layers"]


def build_boundaries(
    out_dir: Path,
    provinces: Sequence[str] = ("01", "79", "24"),
    report: Callable[[str, float], None] | None = None,
) -> list[Path]:
    """Compute the schematic layers and store them as GeoParquet, about a minute for the three cities.

    For the nation the provinces of both eras; for each province of the current map its wards, its former districts and its former
    wards. The same package gives the same shapes.

    Parameters
    ----------
    out_dir : Path
        Folder to write ``<scope>_<era>_<level>.parquet`` into; files of the same name are replaced.
    provinces : sequence of str
        Codes of current provinces.
    report : callable, optional
        Called with the step and the share done (0–1).

    Returns
    -------
    list of Path
        The files written, sorted.

    Raises
    ------
    BoundaryError
        When a code is unknown or a layer is not a valid coverage; files already written stay.
    """
    from etl.boundaries.build import build_layers  # scipy, shapely and geopandas, which reading does not need

    return build_layers(out_dir, provinces, report or (lambda step, share: None))
