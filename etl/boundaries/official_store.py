"""Official layers in the warehouse, ``<warehouse>/boundaries/<scope>_<era>_<level>.parquet``: read, replaced as a whole, removed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl.boundaries.layers import COLUMNS, read_layers
from etl.boundaries.official_report import Item
from etl.boundaries.official_units import list_expected
from etl.places import AreaIndex
from warehouse.errors import BoundaryError
from warehouse.model import BoundaryLayer, Era, Level

FOLDER = "boundaries"
FIDELITY = "official"
OWN_COLUMNS = ("licence", "imported_at", "sha256", "file_name")


def read_official_layers(folder: Path) -> list[BoundaryLayer]:
    """The official layers of a folder, sorted by key; the licence stands in brackets behind the source.

    Raises
    ------
    BoundaryError
        A file is damaged; import it again or remove it.
    """
    licences = {path.stem: _read_note(path)["licence"] for path in list_files(folder)}
    layers = read_layers(folder) if licences else []
    return [replace(layer, source=name_source(layer.source, licences[layer.key])) for layer in layers]


def name_source(source: str, licence: str) -> str:
    """Source and licence as the caption of a map has them.

    >>> name_source("Sở Nông nghiệp và Môi trường", "CC BY 4.0")
    'Sở Nông nghiệp và Môi trường (CC BY 4.0)'
    """
    return f"{source} ({licence})" if licence else source


def list_files(folder: Path) -> list[Path]:
    """The stored layers; what an import that was killed left behind is none."""
    return sorted(folder.glob("*.parquet"))


def write_draft(folder: Path, key: str, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write a layer beside its place, under a name nobody reads, and force it to the disk.

    Parameters
    ----------
    rows : sequence of dict
        ``COLUMNS`` and ``OWN_COLUMNS``; geometries in longitude and latitude.
    """
    import geopandas

    columns = [*COLUMNS[:-1], *OWN_COLUMNS, COLUMNS[-1]]
    frame = geopandas.GeoDataFrame(list(rows), columns=columns, geometry="geometry", crs="EPSG:4326")
    frame["area_km2"] = frame["area_km2"].astype("float64")
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{key}.parquet.{os.getpid()}.draft"
    frame.to_parquet(draft, index=False, compression="zstd")
    with draft.open("rb") as stream:
        os.fsync(stream.fileno())
    return draft


@contextmanager
def exchange_layers(folder: Path, changes: Mapping[str, Sequence[Mapping[str, Any]] | None]) -> Iterator[None]:
    """Put layers in their place, or take them away, for good if what is done with them succeeds; else all is as before.

    Hold the writer lock around it. A layer that says the same as the stored one is left alone. Each file is replaced at once: a
    process killed in the middle leaves whole layers, old or new, and at most a draft that the next exchange removes.

    Parameters
    ----------
    changes : Mapping of str to rows or None
        By layer key; None removes the layer.
    """
    for leftover in folder.glob("*.draft"):
        leftover.unlink()
    drafts = {key: write_draft(folder, key, rows) for key, rows in changes.items() if rows is not None}
    kept: dict[Path, bytes | None] = {}
    try:
        for key in changes:
            place = folder / f"{key}.parquet"
            before = place.read_bytes() if place.exists() else None
            if key in drafts and before is not None and _say_the_same(drafts[key], place):
                continue
            kept[place] = before
            if key in drafts:
                drafts[key].replace(place)
            else:
                place.unlink(missing_ok=True)
        yield
    except BaseException:
        for place, before in kept.items():
            _restore(place, before)
        raise
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _restore(place: Path, before: bytes | None) -> None:
    if before is None:
        place.unlink(missing_ok=True)
        return
    draft = place.with_name(f"{place.name}.{os.getpid()}.draft")
    draft.write_bytes(before)
    draft.replace(place)


def _say_the_same(draft: Path, place: Path) -> bool:
    """Whether two files differ in nothing but when they were imported."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        tables = [pq.ParquetFile(path).read() for path in (draft, place)]
    except (pa.ArrowException, OSError):
        return False  # a damaged layer is replaced
    return bool(tables[0].drop_columns(["imported_at"]).equals(tables[1].drop_columns(["imported_at"])))


def _read_note(path: Path) -> Item:
    """What a stored file says of itself, with the codes it has shapes of; the shapes are not read.

    Raises
    ------
    BoundaryError
        The file is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        wanted = [name for name in ("code", "fidelity", "source", *OWN_COLUMNS) if name in file.schema_arrow.names]
        table = file.read(columns=wanted)
    except (pa.ArrowException, OSError) as error:
        raise BoundaryError(
            f"{path}: damaged boundary file; import it again or run `python -m etl boundaries remove`",
            f"{path}: tệp ranh giới bị hỏng; hãy nhập lại hoặc chạy `python -m etl boundaries remove`",
        ) from error
    first = table.slice(0, 1).to_pylist()
    own = dict.fromkeys(OWN_COLUMNS, "") | (first[0] if first else {})
    return {**own, "codes": table["code"].to_pylist() if first else []}


def describe_layers(shipped: Path, official: Path, index: AreaIndex) -> list[Item]:
    """Every layer the map has: what it shows of what it should, whose it is and since when.

    Returns
    -------
    list of dict
        Sorted by ``key``; ``fidelity`` is ``schematic`` or ``official``, ``missing`` lists ``code`` and ``name`` of units without a
        shape, ``licence``, ``imported_at``, ``sha256``, ``file_name`` are empty for shipped layers.
    """
    paths = {path.stem: path for path in [*list_files(shipped), *list_files(official)]}
    return [_describe_layer(key, paths[key], index) for key in sorted(paths)]


def _describe_layer(key: str, path: Path, index: AreaIndex) -> Item:
    scope, era, level = key.split("_")
    note = _read_note(path)
    units = list_expected(index, Era(era), Level(level), scope)
    missing = [{"code": code, "name": name} for code, name in sorted(units.items()) if code not in note["codes"]]
    place = index.places.get(f"{scope}.{Era.AFTER}")
    return {
        "key": key,
        "scope": scope,
        "scope_name": place.name if place else "Việt Nam",
        "era": era,
        "level": level,
        "fidelity": note["fidelity"],
        "present": len(units) - len(missing),
        "expected": len(units),
        "missing": missing,
        **{name: note[name] for name in ("source", *OWN_COLUMNS)},
    }
