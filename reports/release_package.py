"""A whole release as a Frictionless Data Package: every table as CSV, every layer of shapes as GeoJSON, and what they mean."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]

from warehouse.dictionary import write_description
from warehouse.queries import Release, list_geometry, list_sources, read_geometry

Report = Callable[[str, float], None]
SHAPES_TABLE = "geometry_layer"
TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
FAST = 3  # of nine: a third of the time, a tenth more bytes
LICENCE = {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/licenses/MIT"}
TYPES = {
    "varchar": "string", "varchar[]": "string", "boolean": "boolean", "date": "date",
    "timestamp": "datetime", "double": "number", "float": "number",
    "tinyint": "integer", "smallint": "integer", "integer": "integer", "bigint": "integer", "hugeint": "integer", "uinteger": "integer",
}  # fmt: skip
README = """# Đích 2030 · {release_id}

Bản phát hành nguyên vẹn: mỗi bảng là một tệp CSV (UTF-8) trong `data/`, mỗi lớp bản đồ là một tệp GeoJSON trong `shapes/`. Ý nghĩa,
đơn vị và nghĩa của ô trống của từng bảng ở `datapackage.json`. Số liệu đến {as_of}. {simulated_vi}

* Tỷ lệ luôn tính lại từ tử số và mẫu số; không lấy trung bình các tỷ lệ. Ô trống là chưa biết, không phải 0.
* Một giá trị chỉ so với chỉ tiêu trên cùng mẫu số (`basis` = `target_basis`).
* `territory`: `as_reported` là đơn vị như đã báo cáo; các giá trị khác là số liệu quy đổi, `recast` cho biết chính xác hay ước tính.

## English

A whole release: each table is a CSV file (UTF-8) in `data/`, each map layer a GeoJSON file in `shapes/`. What a table holds,
its units and what null means: `datapackage.json`. Data until {as_of}. {simulated_en}

* Recompute rates from numerator and denominator; never average rates. Null is not known, not 0.
* A value meets a target on the same base only (`basis` = `target_basis`).
* `territory`: `as_reported` is units as they reported; others are recast, exactly or by estimate as `recast` says.
"""
SIMULATED = {
    True: (
        "Có số liệu mô phỏng, đánh dấu ở cột `is_simulated`; không cộng với số liệu thật.",
        "It holds simulated data, marked in `is_simulated`; never add them to real ones.",
    ),
    False: ("Không có số liệu mô phỏng.", "It holds no simulated data."),
}


def write_release_package(release: Release, path: Path, report: Report) -> None:
    """Write a release as a zip archive.

    Parameters
    ----------
    path : Path
        Of the archive; replaced where it exists.
    report : Callable[[str, float], None]
        Told each table and the share done.
    """
    tables = _list_tables(release)
    resources = []
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path, "w") as archive:
        for done, (table, fields) in enumerate(tables.items()):
            report(table, done / (len(tables) + 1))
            file = Path(folder) / f"{table}.csv"
            with release.connection.cursor() as cursor:
                cursor.table(table).write_csv(str(file), timestamp_format=TIME_FORMAT)
            archive.write(file, f"data/{table}.csv", zipfile.ZIP_DEFLATED, FAST)
            resources.append(_describe_table(table, fields, file))
            file.unlink()
        report(SHAPES_TABLE, len(tables) / (len(tables) + 1))
        for resource, content in _read_shapes(release):
            archive.writestr(resource["path"], content, zipfile.ZIP_DEFLATED)
            resources.append(resource)
        package = json.dumps(_describe_release(release, resources), ensure_ascii=False, indent=2)
        archive.writestr("datapackage.json", package, zipfile.ZIP_DEFLATED)
        archive.writestr("README.md", _write_readme(release), zipfile.ZIP_DEFLATED)
    report("", 1.0)


def _list_tables(release: Release) -> dict[str, list[tuple[str, str]]]:
    """Columns and types of every table but the shapes, which are files of their own."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, data_type in release.query("list_columns").iter_rows():
        if table != SHAPES_TABLE:
            tables.setdefault(table, []).append((column, data_type))
    return tables


def _describe_release(release: Release, resources: list[dict[str, Any]]) -> dict[str, Any]:
    info = release.info
    sources = [
        {"title": f"{row['name_vi']} / {row['name_en'] or row['name_vi']}"}
        for row in list_sources(release).iter_rows(named=True)
        if row["load_count"]
    ]
    return {
        "profile": "data-package",
        "name": f"dich-2030-{info.release_id.lower()}",
        "id": info.release_id,
        "title": "Đích 2030: chỉ tiêu xã hội học tập / learning-society targets",
        "description": " ".join(SIMULATED[info.has_simulated]),
        "created": f"{info.created_at.isoformat()}Z",
        "licenses": [LICENCE],
        "sources": sources,
        "resources": resources,
    }


def _describe_table(table: str, fields: list[tuple[str, str]], file: Path) -> dict[str, Any]:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": table.replace("_", "-"),
        "path": f"data/{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": "\n".join(write_description(table)),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fields": [{"name": name, "type": find_type(data_type)} for name, data_type in fields],
            "missingValues": [""],
        },
    }


def _read_shapes(release: Release) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Every layer of shapes with what it is worth."""
    for layer in list_geometry(release).iter_rows(named=True):
        content: bytes = brotli.decompress(read_geometry(release, layer["layer_key"]).item(0, "geojson_br"))
        resource = {
            "name": layer["layer_key"].lower().replace("_", "-"),
            "path": f"shapes/{layer['layer_key']}.geojson",
            "format": "geojson",
            "mediatype": "application/geo+json",
            "description": f"{layer['level']} · {layer['era']} · {layer['fidelity']}: {layer['source']}",
            "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        }
        yield resource, content


def find_type(data_type: str) -> str:
    """Type of a Table Schema for a type of DuckDB.

    >>> find_type("decimal(9,6)"), find_type("bigint"), find_type("varchar[]")
    ('number', 'integer', 'string')
    """
    return "number" if data_type.startswith("decimal") else TYPES[data_type]


def _write_readme(release: Release) -> str:
    vietnamese, english = SIMULATED[release.info.has_simulated]
    return README.format(
        release_id=release.release_id, as_of=release.info.data_as_of, simulated_vi=vietnamese, simulated_en=english
    )
