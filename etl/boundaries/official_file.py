"""Reads the features of a received file of boundaries from a safe copy, within limits (BOUNDARIES, official boundaries)."""

from __future__ import annotations

import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from struct import error as StructError  # noqa: N812 - a class named like a module's constant
from typing import Any

import geopandas
import numpy as np
import pyarrow.parquet as pq
import pyogrio
import shapely
from pyproj import CRS

from etl.boundaries.official_geojson import format_value, read_geojson
from etl.boundaries.official_report import Remark, refuse
from etl.reading.fonts import detect_font
from etl.reading.legacy import convert_legacy_text
from etl.received import ReceivedFile

MAX_FILE_BYTES = 256_000_000
MAX_JSON_BYTES = 128_000_000
MAX_ENTRIES = 200
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_FEATURES = 50_000
MAX_VERTICES = 20_000_000
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf")
SHAPEFILE_EXTRAS = (".prj", ".cpg")
DBF_LANGUAGE_BYTE = 29
READ_ERRORS = (
    ValueError, OSError, RuntimeError, KeyError, TypeError, AttributeError, LookupError, EOFError, StructError,
    NotImplementedError, zipfile.BadZipFile, shapely.errors.GEOSException,
)  # fmt: skip
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Features:
    """The features of a file, in its order.

    Attributes
    ----------
    columns : Mapping[str, list of str]
        Attribute texts by column; empty where there is none.
    shapes : np.ndarray
        shapely geometries in the file's own coordinates, None where there is none.
    crs : CRS or None
        What the file says its coordinates are; None where it says nothing.
    notes : list of Remark
        What had to be done to read it.
    """

    columns: Mapping[str, list[str]]
    shapes: np.ndarray[Any, Any]
    crs: CRS | None
    notes: list[Remark] = field(default_factory=list)


def read_features(file: ReceivedFile, layer: str = "") -> Features:
    """Read a GeoJSON, zipped shapefile, GeoPackage or GeoParquet, told apart by content.

    Raises
    ------
    RefusedFileError
        The file is none of these, damaged, too large, unsafe, or has several layers and none was chosen.
    """
    if file.byte_count > MAX_FILE_BYTES:
        raise refuse("boundary_too_large", size=file.byte_count // 1_000_000, limit=MAX_FILE_BYTES // 1_000_000)
    with tempfile.TemporaryDirectory(prefix="boundaries-") as name, _collect_warnings() as notes:
        try:
            columns, shapes, crs = _read_copy(file, Path(name), layer)
        except READ_ERRORS as problem:
            reason = f"{problem.__class__.__name__}: {problem}".replace(name, "")[:200]
            raise refuse("boundary_damaged", reason=reason) from problem
    _check_size(shapes)
    columns, font_notes = _settle_font(columns)
    return Features(columns, shapes, crs, [*notes, *font_notes])


def _read_copy(file: ReceivedFile, folder: Path, layer: str) -> tuple[dict[str, list[str]], Any, CRS | None]:
    with file.path.open("rb") as stream:
        head = stream.read(512)
    if head.startswith(b"PK"):
        return _describe(_read_shapefile(_unpack_shapefile(file.path, folder, layer)))
    if head.startswith(b"SQLite format 3\0"):
        copy = folder / "boundaries.gpkg"
        shutil.copyfile(file.path, copy)
        return _describe(_read_geopackage(copy, layer))
    if head.startswith(b"PAR1"):
        copy = folder / "boundaries.parquet"
        shutil.copyfile(file.path, copy)
        return _describe(_read_geoparquet(copy))
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        if file.byte_count > MAX_JSON_BYTES:
            raise refuse("boundary_too_large", size=file.byte_count // 1_000_000, limit=MAX_JSON_BYTES // 1_000_000)
        return read_geojson(file.path)
    raise refuse("boundary_unknown_format")


def _unpack_shapefile(path: Path, folder: Path, layer: str) -> Path:
    """Copy the parts of the one shapefile of an archive under names of our own; returns its .shp."""
    with zipfile.ZipFile(path) as archive:
        entries = _list_entries(archive)
        stems = sorted(str(name.with_suffix("")) for name in entries if name.suffix.lower() == ".shp")
        chosen = [stem for stem in stems if layer in ("", stem, PurePosixPath(stem).name)]
        _check_single(stems, chosen, layer)
        parts = {
            name.suffix.lower(): entry for name, entry in entries.items() if str(name.with_suffix("")) == chosen[0]
        }
        if lacking := [part for part in SHAPEFILE_PARTS if part not in parts]:
            raise refuse("boundary_shapefile_incomplete", parts=", ".join(lacking))
        left = MAX_UNPACKED_BYTES
        for part in (*SHAPEFILE_PARTS, *(part for part in SHAPEFILE_EXTRAS if part in parts)):
            left = _unpack_part(archive, parts[part], folder / f"boundaries{part}", left)
    return folder / "boundaries.shp"


def _list_entries(archive: zipfile.ZipFile) -> dict[PurePosixPath, zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refuse("boundary_zip_too_large", limit=MAX_ENTRIES)
    listed = {}
    for entry in entries:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in entry.filename:
            raise refuse("boundary_zip_unsafe", entry=entry.filename[:80])
        if not entry.is_dir() and name.parts[0] != "__MACOSX":
            listed[name] = entry
    return listed


def _unpack_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Write one part whatever size it declares; returns the bytes that may still be unpacked."""
    entry.file_size = 1 << 62
    with archive.open(entry) as part, target.open("wb") as copy:
        while block := part.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise refuse("boundary_zip_too_large", limit=f"{MAX_UNPACKED_BYTES // 1_000_000} MB")
            copy.write(block)
    return left


def _check_single(layers: Iterable[str], chosen: list[str], asked: str) -> None:
    listed = ", ".join(layers)
    if not chosen:
        raise refuse("boundary_no_layer", named=f" “{asked}”" if asked else "", layers=listed or "–")
    if len(chosen) > 1:
        raise refuse("boundary_several_layers", layers=listed)


def _read_shapefile(path: Path) -> Any:
    """A shapefile with its .cpg, or the language its table names; else as UTF-8, or letter by letter where it is none."""
    table = path.with_suffix(".dbf").read_bytes()[: DBF_LANGUAGE_BYTE + 1]
    if path.with_suffix(".cpg").exists() or (len(table) > DBF_LANGUAGE_BYTE and table[DBF_LANGUAGE_BYTE]):
        return pyogrio.read_dataframe(path)
    try:
        return pyogrio.read_dataframe(path, encoding="utf-8")
    except UnicodeDecodeError:
        return pyogrio.read_dataframe(path, encoding="ISO-8859-1")


def _read_geopackage(path: Path, layer: str) -> Any:
    kinds = [(str(name), str(kind)) for name, kind in pyogrio.list_layers(path)]
    polygonal = [name for name, kind in kinds if any(word in kind for word in ("Polygon", "Unknown", "Collection"))]
    chosen = [name for name in polygonal if layer in ("", name)]
    _check_single([name for name, _ in kinds], chosen, layer)
    return pyogrio.read_dataframe(path, layer=chosen[0])


def _read_geoparquet(path: Path) -> Any:
    found = pq.ParquetFile(path).metadata
    unpacked = sum(found.row_group(number).total_byte_size for number in range(found.num_row_groups))
    if unpacked > MAX_UNPACKED_BYTES or found.num_rows > MAX_FEATURES:
        raise refuse("boundary_zip_too_large", limit=f"{MAX_UNPACKED_BYTES // 1_000_000} MB, {MAX_FEATURES} rows")
    return geopandas.read_parquet(path)


def _describe(frame: Any) -> tuple[dict[str, list[str]], Any, CRS | None]:
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise refuse("boundary_no_layer", named="", layers="–")
    own = frame.geometry.name
    columns = {str(name): [format_value(value) for value in frame[name].tolist()] for name in frame if name != own}
    return columns, np.array(frame.geometry.tolist(), dtype=object), frame.crs


def _check_size(shapes: Any) -> None:
    if not len(shapes):
        raise refuse("boundary_no_features")
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    for count, limit, vi, en in (
        (len(shapes), MAX_FEATURES, "đối tượng", "features"),
        (vertices, MAX_VERTICES, "điểm", "vertices"),
    ):
        if count > limit:
            raise refuse("boundary_too_detailed", count=count, limit=limit, what_vi=vi, what_en=en)


def _settle_font(columns: dict[str, list[str]]) -> tuple[dict[str, list[str]], list[Remark]]:
    """Texts typed with the fonts of before Unicode, in Unicode."""
    texts = list(dict.fromkeys(text for values in columns.values() for text in values if not text.isascii()))
    font = detect_font(texts)
    if font is None:
        return columns, []
    told = {text: convert_legacy_text(text, font) for text in texts}
    settled = {name: [told.get(text, text) for text in values] for name, values in columns.items()}
    return settled, [Remark.tell("boundary_font", font=str(font).upper())]


@contextmanager
def _collect_warnings() -> Iterator[list[Remark]]:
    """What the reading libraries warn of, as notes of the report."""
    notes: list[Remark] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield notes
    said = dict.fromkeys(str(warning.message)[:160] for warning in caught)
    notes += [Remark.tell("boundary_note", reason=text) for text in said]
