"""Simulated score sheets: one workbook of sheets of nobody, to run the whole chain on, marked simulated (decision 4)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from xlsxwriter import Workbook

from etl.form import CREATED_AT
from etl.simulation.counts import find_current_units, make_rng
from warehouse.catalogue import CATALOG_FOLDER, Catalogue

PARAMETERS = CATALOG_FOLDER / "simulated_scores.toml"
FILE_STEM = "mo-phong_phieu-cham-diem"
HIGHEST = 10
TITLE = "PHIẾU CHẤM ĐIỂM (SỐ LIỆU MÔ PHỎNG, KHÔNG PHẢI PHIẾU CỦA AI)"


def simulate_score_sheets(catalogue: Catalogue, folder: Path) -> Path:
    """Write the workbook of simulated sheets; the same parameters give the same bytes."""
    given = tomllib.loads(PARAMETERS.read_text(encoding="utf-8"))
    names = dict(catalogue.areas.select("area_id", "name_vi").iter_rows())
    own = pl.col("criterion_set_id") == given["criterion_set_id"]
    set_name = catalogue.criteria.sets.filter(own)["name_vi"][0]
    forms = dict(catalogue.criteria.forms.filter(own).select("form_id", "name_vi").iter_rows())
    path = folder / f"{FILE_STEM}_{given['province_area_id'].partition('.')[0]}_{given['period']}.xlsx"
    with Workbook(path) as book:
        book.set_properties({"created": CREATED_AT})
        sheet = book.add_worksheet("Phiếu")
        sheet.write(0, 0, TITLE)
        lines = [
            ("Bộ tiêu chí", given["criterion_set_id"], set_name),
            ("Địa bàn", names[given["province_area_id"]]),
            ("Kỳ đánh giá", given["period"]),
            ("Số liệu đến ngày", f"{given['as_of']:%d/%m/%Y}"),
            ("Tính chất", "mô phỏng"),
        ]
        for i, line in enumerate(lines, 1):
            sheet.write_row(i, 0, line)
        header = len(lines) + 2
        sheet.write_row(header, 0, ("STT", "Mã địa bàn", "Địa bàn", "Nhóm đối tượng", *given["indices"]))
        for number, (area, form, scores) in enumerate(draw_sheets(catalogue.areas, given), 1):
            code = area.partition(".")[0]
            sheet.write_row(header + number, 0, (number, code, names[area], forms[form]))
            for j, score in enumerate(scores, 4):
                if score is not None:
                    sheet.write_number(header + number, j, score)
    return path


def draw_sheets(areas: pl.DataFrame, given: dict[str, Any]) -> Iterator[tuple[str, str, list[float | None]]]:
    """Area, form and scores of each sheet; None where the score is left blank."""
    wards = find_current_units(areas, given["province_area_id"])["area_id"].head(given["ward_count"])
    ease = np.array(list(given["indices"].values()))
    for area in wards:
        rng = make_rng(given["seed"], area)
        ward = rng.normal(0, given["ward_spread"])
        for form, (fewest, most, mean) in given["forms"].items():
            for _ in range(int(rng.integers(fewest, most, endpoint=True))):
                noise = rng.normal(0, given["score_spread"], len(ease))
                raw = mean + ward + rng.normal(0, given["person_spread"]) + ease + noise
                scores = np.clip(np.round(raw / given["step"]) * given["step"], 0, HIGHEST)
                for place, code in enumerate(given["indices"]):
                    if rng.random() < given["gap_pct"].get(code, 0) / 100:
                        scores[place] = rng.integers(4, 10) * given["step"]
                is_blank = rng.random(len(ease)) < given["missing_pct"] / 100
                yield (
                    area,
                    form,
                    [None if blank else float(score) for score, blank in zip(scores, is_blank, strict=True)],
                )
