"""Boundary layers of the maps: the schematic default, built from published points and areas, and official ones (BOUNDARIES)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from etl.boundaries.layers import read_layers as read_stored_layers
from etl.boundaries.official_store import read_official_layers
from warehouse.model import BoundaryLayer

__all__ = ["BoundaryLayer", "build_boundaries", "read_layers"]


def read_layers(folder: Path, official: Path | None = None) -> list[BoundaryLayer]:
    """Every layer of the map, sorted by key.

    Parameters
    ----------
    folder : Path
        The shipped layers.
    official : Path, optional
        Imported layers, each in place of the shipped one of the same key.

    Raises
    ------
    BoundaryError
        A file is damaged or holds no layer.
    """
    layers = {layer.key: layer for layer in read_stored_layers(folder)}
    if official is not None:
        layers |= {layer.key: layer for layer in read_official_layers(official)}
    return [layers[key] for key in sorted(layers)]


def build_boundaries(
    out_dir: Path,
    provinces: Sequence[str] | None = None,
    report: Callable[[str, float], None] | None = None,
) -> list[Path]:
    """Compute the schematic layers and store them as GeoParquet, about a quarter of an hour for the whole country.

    For each province its current wards, its former districts and its former wards. For the nation the provinces of both eras, all
    wards and all former districts, from the stored layers of the provinces, so only when the folder holds those of all provinces.
    The same package gives the same shapes.

    Parameters
    ----------
    out_dir : Path
        Folder to write ``<scope>_<era>_<level>.parquet`` into; files of the same name are replaced.
    provinces : sequence of str, optional
        Codes of current provinces; all of them unless told.
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
