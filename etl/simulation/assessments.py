"""Simulated assessments by a set of criteria: workbooks as departments would hand them in, each marked simulated (decision 4)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from etl.assessment_form import write_assessment
from etl.assessment_form.blank import prepare_form
from etl.assessment_form.model import ENTRY_SCHEMA, EVIDENCE_SCHEMA, Assessment
from etl.assessment_form.rows import Asks
from etl.simulation.counts import make_rng
from warehouse.catalogue import CATALOG_FOLDER, Catalogue
from warehouse.periods import Period

CONFIG_FILE: Final = CATALOG_FOLDER / "simulated_assessments.toml"
SOURCE_ID: Final = "criteria_assessment"
DEADLINE_DAYS: Final = (90, 540)
EVIDENCE_DAYS: Final = 150
STANDING_SPREAD: Final = 0.05
CONFIRMED, DRAFT = "confirmed", "draft"


def simulate_assessments(catalogue: Catalogue, out_dir: Path) -> list[Path]:
    """Write the simulated workbooks of ``data/catalog/simulated_assessments.toml``, one a survey.

    Returns
    -------
    list of Path
        In the order of the file. The same parameters give the same bytes.
    """
    config = tomllib.loads(CONFIG_FILE.read_text(encoding="utf-8"))
    out_dir.mkdir(parents=True, exist_ok=True)
    paths = []
    for survey in config["survey"]:
        code, period = survey["area_id"].partition(".")[0], survey["period"]
        path = out_dir / f"mo-phong_phieu-danh-gia_{code}_{period}.xlsx"
        paths.append(write_assessment(build_survey(catalogue, config, survey), path, is_blank=False))
    return paths


def build_survey(catalogue: Catalogue, config: Mapping[str, Any], survey: Mapping[str, Any]) -> Assessment:
    """Everything one simulated survey says; an area's criteria keep their standing from one survey to the next, but for the shift."""
    period, area_id = Period.parse(survey["period"]), survey["area_id"]
    steady = make_rng(config["seed"], area_id)
    rng = make_rng(config["seed"], area_id, period.code)
    blank = prepare_form(catalogue, config["criterion_set_id"], area_id, period, is_simulated=True)
    worst = list(blank.ratings)[-1]
    entries, evidence = [], []
    for row in blank.rows.filter(pl.col("asks").is_in([Asks.LEVEL, Asks.VALUE])).iter_rows(named=True):
        standing = steady.random() + survey["shift"] + rng.normal(0, STANDING_SPREAD)
        if row["asks"] == Asks.VALUE:
            entries.append(_measure(row, config, rng))
        elif rng.random() >= survey.get("unassessed_share", 0):
            rating = _rate(standing, blank, config["level"], worst)
            entries.append(_judge(row, rating, blank, config, period, rng))
            if rating in blank.met and row["is_criterion"]:
                evidence += _prove(row, config, period, rng)
        else:
            entries.append(_assign(row, config))
    return Assessment(
        blank.head,
        blank.rows,
        blank.ratings,
        blank.met,
        blank.departments,
        pl.DataFrame([entry for entry in entries if entry], ENTRY_SCHEMA, orient="row"),
        pl.DataFrame(evidence, EVIDENCE_SCHEMA, orient="row"),
    )


def _measure(row: Mapping[str, Any], config: Mapping[str, Any], rng: np.random.Generator) -> dict[str, Any] | None:
    low, high = config["values"][row["criterion_code"]]
    value = rng.uniform(low, high)
    if rng.random() < config["not_reported_share"]:
        return None
    return {"criterion_code": row["criterion_code"], "value": Decimal(str(round(value, 1 if high < 1000 else 0)))}


def _rate(standing: float, form: Assessment, level: Mapping[str, float], worst: str) -> str:
    best, partly, *_ = form.ratings
    return best if standing >= level["met_from"] else partly if standing >= level["partly_from"] else worst


def _assign(row: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    """Who leads and who supports a criterion: the bodies of its area of the set, led by turns."""
    area = ".".join(row["criterion_code"].split(".")[:2])
    bodies = config["duties"][area]
    first = int(row["criterion_code"].split(".")[2]) % len(bodies) if row["is_criterion"] else 0
    named = {
        "lead_department_id": bodies[first],
        "supporting_department_ids": [one for one in bodies if one != bodies[first]][:2],
    }
    return {"criterion_code": row["criterion_code"], **(named if row["is_criterion"] else {})}


def _judge(
    row: Mapping[str, Any],
    rating: str,
    form: Assessment,
    config: Mapping[str, Any],
    period: Period,
    rng: np.random.Generator,
) -> dict[str, Any]:
    is_draft = not period.is_year_end and rng.random() < config["draft_share"]
    said = {**_assign(row, config), "rating": rating, "report_status": DRAFT if is_draft else CONFIRMED}
    if rating not in form.met:
        place = int(rng.integers(len(config["plan"]["cause"])))
        said |= {name: texts[place] for name, texts in config["plan"].items()}
        said["likelihood"] = str(rng.choice(config["likelihood"][rating]))
        said["deadline"] = period.end + timedelta(days=int(rng.integers(*DEADLINE_DAYS)))
    return said


def _prove(
    row: Mapping[str, Any], config: Mapping[str, Any], period: Period, rng: np.random.Generator
) -> list[dict[str, Any]]:
    found = []
    for number in range(1, int(rng.integers(1, 3)) + 1):
        kind = str(rng.choice(config["evidence_kinds"]))
        day = period.end - timedelta(days=int(rng.integers(EVIDENCE_DAYS)))
        serial = int(rng.integers(100, 1000))
        found.append(
            {
                "criterion_code": row["criterion_code"],
                "title": config["evidence_title"].format(kind=kind, criterion=row["name_vi"]),
                "document_number": config["evidence_number"].format(number=serial, year=day.year),
                "document_date": day,
                "link": config["evidence_link"].format(code=row["criterion_code"], number=number),
            }
        )
    return found
