"""Criteria sets to break and to add to: a copy of the shipped ones, and what the rest of the catalogue knows."""

from __future__ import annotations

import shutil
from pathlib import Path

from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.criterion_model import KnownCodes

CITIZEN = "cong_dan_hoc_tap/324-2023"
CITY = "unesco_learning_city/2013"
FARMERS_HEAD = """
name_vi = "Tiêu chí Công dân học tập cho nông dân (mô phỏng)"
name_en = "Learning Citizen criteria for farmers (simulated)"
title_id = "cong_dan_hoc_tap"
group_id = "farmers"
scope_area_id = "24.2025-07"
method = "scores"
valid_from = 2024-01-01
source = "mô phỏng"
confidence = "inferred"

[score]
total_maximum = 20
pass_mark = 15.5

[[kind]]
kind = "index"
name_vi = "Chỉ số"
name_en = "Index"

[[form]]
form_id = "upland"
name_vi = "Vùng cao"
name_en = "Upland"

[[form]]
form_id = "lowland"
name_vi = "Đồng bằng"
name_en = "Lowland"
"""
FARMERS_ROWS = """code,kind,form,name_vi,name_en,wording,score_minimum,score_maximum,source,confidence
A,index,,Cả hai,Both,paraphrase,5,10,mô phỏng,inferred
U,index,upland,Vùng cao,Upland,paraphrase,,10,mô phỏng,inferred
L1,index,lowland,Đồng bằng 1,Lowland 1,paraphrase,2.5,5,mô phỏng,inferred
L2,index,lowland,Đồng bằng 2,Lowland 2,paraphrase,2.5,5,mô phỏng,inferred
"""


def copy_sets(folder: Path) -> Path:
    """A copy of the shipped sets, where messages name files as in the catalogue."""
    return Path(shutil.copytree(CATALOG_FOLDER / "criteria", folder / "data" / "catalog" / "criteria"))


def write_set(folder: Path, name: str, head: str, rows: str) -> None:
    """Add a set or version, ``name`` being ``<set>/<version>``."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(head, encoding="utf-8")
    (folder / f"{name}.csv").write_text(rows, encoding="utf-8")


def list_known_codes() -> KnownCodes:
    """The codes a set may name."""
    catalogue = read_catalogue()
    return KnownCodes(
        frozenset(catalogue.titles["title_id"]),
        frozenset(catalogue.groups["group_id"]),
        frozenset(catalogue.documents["document_code"]),
        frozenset(catalogue.areas["area_id"]),
        dict(catalogue.indicators.select("indicator_id", "unit").iter_rows()),
    )
