"""The crosswalk as an open data package: CSV files, a Frictionless ``datapackage.json`` and a README; the same rows give the same bytes."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.area_changes import PACKAGE, SEALED, seal_area_changes
from warehouse.model import Level

NAME = "vietnam-area-changes-2025-07-01"
AREA_COLUMNS = (
    "area_id", "area_code", "era", "level", "kind", "name_vi", "name_en", "parent_area_id", "province_area_id", "valid_from",
    "valid_to", "legal_act", "area_km2",
)  # fmt: skip
DOCUMENT_COLUMNS = ("document_code", "number", "date_issued", "issuer_vi", "issuer_en", "title_vi", "title_en")
TYPES = {
    "weight": "number",
    "share_of_new": "number",
    "area_km2": "number",
    "valid_from": "date",
    "valid_to": "date",
    "date_issued": "date",
}
UNITS = {"weight": "1", "share_of_new": "1", "area_km2": "km2"}
KEYS = {"area_changes": ["old_area_id", "new_area_id"], "areas": ["area_id"], "documents": ["document_code"]}
TITLES = {
    "area_changes": "Đơn vị cũ × đơn vị mới / former area × current area",
    "areas": "Đơn vị hành chính của hai thời kỳ / administrative areas of both eras",
    "documents": "Văn bản / documents",
}
REFERENCES = {
    "area_changes": [
        ("old_area_id", "areas", "area_id"),
        ("new_area_id", "areas", "area_id"),
        ("act", "documents", "document_code"),
    ],
    "areas": [
        ("parent_area_id", "areas", "area_id"),
        ("province_area_id", "areas", "area_id"),
        ("legal_act", "documents", "document_code"),
    ],
    "documents": [],
}
DESCRIPTIONS = {
    "old_area_id": "Đơn vị đến 30/6/2025 / area until 30/6/2025: code.era",
    "new_area_id": "Đơn vị từ 1/7/2025 / area from 1/7/2025: code.era",
    "weight": "Phần số đếm (người) của đơn vị cũ chuyển sang đơn vị mới, 0–1; cộng theo đơn vị cũ đúng bằng 1; 0 là chỉ chuyển đất "
    "/ share of the former area's counts of people that went to the current one; sums to exactly 1 for each former area; 0: land only",
    "share_of_new": "Phần của đơn vị mới đến từ đơn vị cũ, 0–1; cộng theo đơn vị mới đúng bằng 1 "
    "/ share of the current area that came from the former one; sums to exactly 1 for each current area",
    "basis": "whole: nguyên vẹn / undivided · document: văn bản đã định / settled by the act · population, area, equal_parts: ước tính "
    "theo dân số, diện tích, chia đều / estimated from population, area, in equal parts",
    "act": "Mã văn bản, trống nếu chưa rõ / document code, empty where unknown",
    "area_id": "Mã + thời kỳ; mã số được dùng lại nên mã không thôi là chưa đủ / code and era; codes are reused, so a code alone is no key",
    "area_code": "Mã của cơ quan thống kê, giữ số 0 đầu / code of the statistics office, with leading zeros",
    "era": "before-2025-07 | 2025-07",
    "level": "nation | province | district | ward",
    "kind": "Loại đơn vị / kind of unit",
    "name_vi": "Tên / name",
    "name_en": "Tên không dấu, loại đứng sau / unaccented name, kind behind",
    "parent_area_id": "Đơn vị cấp trên / parent",
    "province_area_id": "Tỉnh, thành phố / province",
    "valid_from": "Ngày bắt đầu, trống nếu có từ trước / first day, empty where it existed before",
    "valid_to": "Ngày cuối, trống nếu đang còn / last day, empty where it exists",
    "legal_act": "Mã văn bản lập ra đơn vị, trống nếu chưa rõ / document code of its making, empty where unknown",
    "area_km2": "Diện tích công bố, km²; trống nếu chưa rõ / published area, km²; empty where unknown",
    "document_code": "Mã văn bản / document code",
    "number": "Số, ký hiệu / number",
    "date_issued": "Ngày ban hành / date of issue",
    "issuer_vi": "Cơ quan ban hành / issuer in Vietnamese",
    "issuer_en": "Tên tiếng Anh của cơ quan ban hành / issuer in English",
    "title_vi": "Trích yếu / title in Vietnamese",
    "title_en": "Nội dung / title in English",
}  # fmt: skip


def write_data_package(folder: Path, changes: pl.DataFrame, areas: pl.DataFrame, documents: pl.DataFrame) -> list[Path]:
    """Write ``area_changes.csv``, ``areas.csv``, ``documents.csv``, ``datapackage.json`` and ``README.md`` into ``folder``.

    Parameters
    ----------
    changes, areas, documents : pl.DataFrame
        As in :class:`warehouse.catalogue.Catalogue`; only administrative areas and the documents they name are handed out.

    Returns
    -------
    list of Path
        The files, in the order written.
    """
    administrative = areas.filter(pl.col("level") != Level.REGION).select(AREA_COLUMNS).sort("era", "level", "area_id")
    acts = pl.concat([changes["act"], administrative["legal_act"]]).drop_nulls().unique()
    tables = {
        "area_changes": changes.select(SEALED).sort("old_area_id", "new_area_id"),
        "areas": administrative,
        "documents": documents.filter(pl.col("document_code").is_in(acts.implode()))
        .select(DOCUMENT_COLUMNS)
        .sort("document_code"),
    }
    texts = {f"{name}.csv": frame.write_csv(line_terminator="\n") for name, frame in tables.items()}
    package = _describe_package(tables, texts, seal_area_changes(changes))
    texts["datapackage.json"] = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    texts["README.md"] = README.format(
        rows=changes.height, estimated=_count_estimated(changes), version=version(PACKAGE)
    )
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in texts.items():
        paths.append(folder / name)
        paths[-1].write_bytes(text.encode())
    return paths


def _describe_package(tables: dict[str, pl.DataFrame], texts: dict[str, str], seal: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": "Bảng quy đổi đơn vị hành chính Việt Nam ngày 1/7/2025 / Crosswalk of Viet Nam's administrative areas of 1 July 2025",
        "description": "Mỗi tỉnh, xã, phường, thị trấn, huyện đảo cũ về đâu, bao nhiêu phần, theo căn cứ và văn bản nào "
        "/ where each former province, commune-level unit and island district went, how much of it, on what basis and by which act",
        "version": version(PACKAGE),
        "seal": f"sha256:{seal}",
        "licenses": [{"name": "MIT", "title": "MIT License", "path": "https://opensource.org/licenses/MIT"}],
        "sources": [
            {"title": f"{PACKAGE} {version(PACKAGE)} (MIT)", "path": f"https://github.com/tranngocminhhieu/{PACKAGE}"},
            {
                "title": "data/catalog/area_changes.csv của Đích 2030 / of Đích 2030 (MIT): phần sửa, có lý do / corrections, with reasons"
            },
            {
                "title": "Nghị quyết 202/2025/QH15, 1654–1687/NQ-UBTVQH15 / resolutions of the National Assembly, its Standing Committee"
            },
        ],
        "resources": [_describe_resource(name, frame, texts[f"{name}.csv"]) for name, frame in tables.items()],
    }


def _describe_resource(name: str, frame: pl.DataFrame, text: str) -> dict[str, Any]:
    content = text.encode()
    references = [
        {"fields": field, "reference": {"resource": "" if resource == name else resource, "fields": key}}
        for field, resource, key in REFERENCES[name]
    ]
    return {
        "name": name,
        "title": TITLES[name],
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_describe_field(column) for column in frame.columns],
            "primaryKey": KEYS[name],
            "foreignKeys": references,
            "missingValues": [""],
        },
    }


def _describe_field(column: str) -> dict[str, str]:
    described = {"name": column, "type": TYPES.get(column, "string"), "description": DESCRIPTIONS.get(column, "")}
    return described | ({"unit": UNITS[column]} if column in UNITS else {})


def _count_estimated(changes: pl.DataFrame) -> int:
    return changes.filter((pl.col("weight") > 0) & (pl.col("weight") < 1))["old_area_id"].n_unique()


README = """# Bảng quy đổi đơn vị hành chính Việt Nam ngày 1/7/2025

{rows} dòng: mỗi tỉnh, thành phố, xã, phường, thị trấn và huyện đảo đến 30/6/2025 về đơn vị nào từ 1/7/2025, bao nhiêu phần (`weight`),
và đơn vị mới gồm bao nhiêu phần từ mỗi đơn vị cũ (`share_of_new`). Nghĩa từng cột, đơn vị tính và khoá ở `datapackage.json`.

* Cộng số người, số đơn vị của địa bàn cũ rồi nhân `weight`; một `weight` cho cả tử số lẫn mẫu số. Không quy đổi tỷ lệ phần trăm.
* Đơn vị không bị chia (`whole`) là chính xác. `document` là nghị quyết nói rõ, như phần chỉ có đất, không có dân (`weight` = 0).
* {estimated} đơn vị cũ bị chia mà nghị quyết không nói bao nhiêu: `weight` là ước tính (`population`, `area`, `equal_parts`), để tham khảo.
* Mã số được dùng lại sau sắp xếp (24 trước là Bắc Giang, nay là Bắc Ninh): luôn dùng `area_id` = mã + thời kỳ.

Nguồn: gói `vietnamadminunits` {version} (giấy phép MIT), sửa theo `data/catalog/area_changes.csv` của Đích 2030 (MIT), từng dòng có lý do
dẫn đến khoản của nghị quyết. Dữ kiện lấy từ hai nơi đó; đây không phải văn bản chính thức.

## English

{rows} rows: where each province, commune-level unit and island district of 30 June 2025 went on 1 July 2025, how much of it (`weight`),
and how much of each current unit came from each former one (`share_of_new`). Columns, units and keys: `datapackage.json`.

* Multiply counts of the former area by `weight` and add up; one `weight` for numerator and denominator. Never convert percentages.
* Undivided units (`whole`) are exact. `document`: the resolution settles it, such as land without people (`weight` = 0).
* {estimated} former units are divided and no resolution says how much went where: their `weight` is an estimate (`population`, `area`,
  `equal_parts`), for orientation only.
* Codes were reused in the reform (24 was Bắc Giang, is now Bắc Ninh): always join on `area_id`, code and era.

Sources: the package `vietnamadminunits` {version} (MIT licence), corrected by `data/catalog/area_changes.csv` of Đích 2030 (MIT), each row
with its reason and the clause of the resolution. The facts derive from these two; this is no official document.
"""
