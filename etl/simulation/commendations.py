"""A simulated list of commendations, of collectives that do not exist, marked simulated (decision 4)."""

from __future__ import annotations

import tomllib
from pathlib import Path

from xlsxwriter import Workbook

from etl.form import CREATED_AT
from warehouse.catalogue import CATALOG_FOLDER, Catalogue

PARAMETERS = CATALOG_FOLDER / "simulated_commendations.toml"
FILE_STEM = "mo-phong_khen-thuong"
HEADER = (
    "STT",
    "Mã địa bàn",
    "Năm",
    "Phong trào",
    "Cấp khen thưởng",
    "Đối tượng",
    "Hình thức khen thưởng",
    "Tên tập thể",
    "Số lượng",
)


def simulate_commendations(catalogue: Catalogue, folder: Path) -> Path:
    """Write the workbook; the same parameters give the same bytes."""
    given = tomllib.loads(PARAMETERS.read_text(encoding="utf-8"))
    names = dict(catalogue.areas.select("area_id", "name_vi").iter_rows())
    province = given["province_area_id"]
    path = folder / f"{FILE_STEM}_{province.partition('.')[0]}.xlsx"
    with Workbook(path) as book:
        book.set_properties({"created": CREATED_AT})
        sheet = book.add_worksheet("Khen thưởng")
        sheet.write(0, 0, "KHEN THƯỞNG (SỐ LIỆU MÔ PHỎNG)")
        sheet.write_row(1, 0, ("Địa bàn", names[province]))
        sheet.write_row(2, 0, ("Tính chất", "mô phỏng"))
        sheet.write_row(4, 0, HEADER)
        for number, row in enumerate(given["rows"], 1):
            sheet.write_row(4 + number, 0, (number, *row))
    return path
