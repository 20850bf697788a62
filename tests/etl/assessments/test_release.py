"""From handed-in forms to the marts: what stands, what was said before, real and simulated, and what an indicator of ours answers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from etl.answer import Answer
from etl.desk import undo_load
from etl.load import LoadOptions, load_file
from etl.received import ReceivedFile
from tests.etl.assessments.forms import MEASURED, Form, fill_features, list_features, write_form
from tests.warehouse.toy import INDICATOR, load_toy, open_toy_store, report
from warehouse.build import BuildRequest, build_release
from warehouse.catalogue import read_catalogue

HANOI = "01.2025-07"
IN_HANOI = {"Địa bàn": ("01", "Thành phố Hà Nội")}
PLAN = {"cause": "Thiếu kinh phí", "remedy": "Bổ sung", "deadline": date(2027, 6, 30)}
SIMULATED = {**IN_HANOI, "Tính chất": "mô phỏng"}
Row = dict[str, Any]


class Desk:
    """A store that takes forms one after the other, and its releases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: list[Answer] = []

    def hand_in(self, *forms: Form) -> Answer:
        """Load a workbook without naming its source, under a name of its own."""
        path = write_form(self.folder / f"phieu-{len(self.answers) + 1}.xlsx", *forms)
        self.answers.append(self.load(path))
        return self.answers[-1]

    def load(self, path: Path) -> Answer:
        with open_toy_store(self.folder / "store") as store:
            options = LoadOptions(is_source_open=True, loaded_by="Sở GD&ĐT")
            return load_file(store, self.folder / "store", ReceivedFile.read(path), read_catalogue(), options)

    def build(self, name: str, *, only_real: bool = False) -> Path:
        draft = self.folder / f"{name}.duckdb"
        with open_toy_store(self.folder / "store") as store:
            request = BuildRequest(name, "fingerprint", "code", only_real)
            build_release(store, draft, read_catalogue(), [], request, lambda step, share: None)
        return draft


def ask(release: Path, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(release, read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


def read_row(release: Path, code: str, period: str = "2025", table: str = "mart_assessment") -> Row:
    with duckdb.connect(release, read_only=True) as connection:
        query = f"from {table} where criterion_code = $code and period = $period"
        rows = connection.execute(query, {"code": code, "period": period}).pl()
    return rows.row(0, named=True)


def report_families() -> list[dict[str, Any]]:
    """Rates of learning families in Hà Nội of five years, the last by present wards."""
    wards = read_catalogue().areas.filter(pl.col("province_area_id") == HANOI, pl.col("level") == "ward")
    former = wards.filter(pl.col("valid_to").is_not_null())["area_id"].to_list()
    present = wards.filter(pl.col("valid_to").is_null())["area_id"].to_list()
    rows = [
        row
        for year, count in ((2021, 50), (2022, 56), (2023, 60), (2024, 66))
        for row in report(former, f"{year}", 100, count)
    ]
    return rows + report(present, "2025", 500, 350)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A year of forms.

    1 all features of 2025 · 2 a later form that corrects one and brings other evidence · 3 who is in charge in 2026 · 4 simulated, of a
    feature that is real and of one that is not · 5 rated and typed measurements · 6 evidence alone.
    """
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with open_toy_store(desk.folder / "store") as store:
        load_toy(store, desk.folder, "families", report_families())
        load_toy(store, desk.folder, "elsewhere", report(["25747.2025-07"], "2025", 100, 80, is_simulated=False))
    whole = fill_features()
    desk.hand_in(Form(whole.rows, whole.evidence, IN_HANOI))
    proof = {"code": "1.1.1", "title": "Quyết định công nhận", "number": "12/QĐ-UBND", "date": "05/12/2025"}
    corrected = {"code": "1.1.1", "rating": "Đạt một phần", **PLAN, "status": "đã xác nhận", "note": "Rà soát lại"}
    desk.hand_in(Form([corrected], [proof], IN_HANOI))
    duty = {"code": "1.1.1", "lead": "Hội Khuyến học", "support": "health; Sở GD&ĐT"}
    desk.hand_in(Form([duty, {"code": "1.1.2", "lead": "SYT"}], head={**IN_HANOI, "Kỳ đánh giá": "2026-H1"}))
    invented = [{"code": code, "rating": "Chưa đạt", **PLAN} for code in ("1.1.2", "1.1.1.1")]
    desk.hand_in(Form(invented, head=SIMULATED))
    measured = [
        {"code": "1.1.2.1", "value": "45,5", "likelihood": "Nhiều khả năng đạt"},
        {"code": MEASURED, "rating": "Đạt"},
    ]
    desk.hand_in(Form(measured, head=IN_HANOI))
    desk.hand_in(Form([], [{"code": "1.1.3", "title": "Kế hoạch", "link": "ke-hoach.pdf"}], IN_HANOI))
    return desk


@pytest.fixture(scope="module")
def release(desk: Desk) -> Path:
    return desk.build("release")


def test_the_source_is_known_by_the_headers(desk: Desk) -> None:
    assert {answer.source_id for answer in desk.answers} == {"criteria_assessment"}
    assert [answer.status for answer in desk.answers] == ["loaded"] * 6
    assert [answer.rejected_count for answer in desk.answers] == [0] * 6


def test_a_form_of_all_features_is_what_the_mart_says(desk: Desk, release: Path) -> None:
    rows = ask(
        release,
        "select criterion_code, rating, likelihood, cell from mart_assessment where load_id = $load_id and period = '2025'",
        load_id=desk.answers[0].load_id,
    )
    words = {"Đạt": "met", "Đạt một phần": "partly_met", "chưa đạt": "not_met"}
    likely = {"có khả năng": "likely", "Khó có khả năng": "unlikely", None: None}
    typed = {
        (row["code"], words[row["rating"]], likely[row.get("likelihood")], f"A{line}")
        for line, row in enumerate(fill_features().rows, start=10)
    }
    assert set(rows) == {row for row in typed if row[0] != "1.1.1"}
    assert len(rows) == len(list_features()) - 1 == 41
    counted = dict(
        ask(
            release,
            "select rating, count(*) from mart_assessment where load_id = $load_id group by all",
            load_id=desk.answers[0].load_id,
        )
    )
    assert counted == Counter(rating for code, rating, _, _ in typed if code != "1.1.1")


def test_a_later_form_takes_the_place_of_the_rows_it_brings_and_the_earlier_stays_in_the_history(
    desk: Desk, release: Path
) -> None:
    row = read_row(release, "1.1.1")
    assert (row["rating"], row["report_status"], row["note"]) == ("partly_met", "confirmed", "Rà soát lại")
    assert (row["load_id"], row["version_count"]) == (desk.answers[1].load_id, 2)
    history = ask(
        release,
        "select load_id, rating, loaded_by, file_name, is_current from mart_assessment_version "
        "where criterion_code = '1.1.1' and period = '2025' order by load_id",
    )
    assert history == [
        (desk.answers[0].load_id, "met", "Sở GD&ĐT", "phieu-1.xlsx", False),
        (desk.answers[1].load_id, "partly_met", "Sở GD&ĐT", "phieu-2.xlsx", True),
    ]


def test_evidence_of_a_later_form_replaces_that_of_its_criterion_only(desk: Desk, release: Path) -> None:
    proofs = ask(
        release,
        "select evidence_number, title, document_number, document_date, link, load_id from mart_evidence where criterion_code = $code",
        code="1.1.1",
    )
    assert proofs == [(1, "Quyết định công nhận", "12/QĐ-UBND", date(2025, 12, 5), None, desk.answers[1].load_id)]
    counts = dict(
        ask(
            release,
            "select criterion_code, evidence_count from mart_assessment where period = '2025' and evidence_count > 0",
        )
    )
    expected = Counter(proof["code"] for proof in fill_features().evidence)
    assert counts == expected | {"1.1.1": 1, "1.1.3": 1}
    assert read_row(release, "1.1.3", table="mart_evidence")["link"] == "ke-hoach.pdf"


def test_a_row_of_nothing_but_departments_gives_a_duty_and_no_assessment(desk: Desk, release: Path) -> None:
    assert ask(release, "select * from mart_assessment where period = '2026-H1'") == []
    held = ask(
        release,
        "select department_id, role, since_period, load_id from mart_criterion_duty where criterion_code = '1.1.1' order by role, 1",
    )
    load_id = desk.answers[2].load_id
    assert held == [
        ("study_promotion_association", "lead", "2026-H1", load_id),
        ("education_training", "support", "2026-H1", load_id),
        ("health", "support", "2025", load_id),
    ]
    assert ask(release, "select distinct since_period from mart_criterion_duty where criterion_code = '1.2.1'") == [
        ("2025",)
    ]
    row = read_row(release, "1.1.1")  # the correction names nobody: who is in charge is what the last form says
    assert (row["lead_department_id"], row["supporting_department_ids"]) == (
        "study_promotion_association",
        ["education_training", "health"],
    )


def test_what_is_simulated_never_takes_the_place_of_what_is_real(desk: Desk, release: Path) -> None:
    real, invented = read_row(release, "1.1.2"), read_row(release, "1.1.1.1")
    assert (real["rating"], real["is_simulated"], real["version_count"]) == ("partly_met", False, 2)
    assert (invented["rating"], invented["is_simulated"]) == ("not_met", True)
    only_real = desk.build("only_real", only_real=True)
    assert ask(only_real, "select count(*) from mart_assessment where is_simulated") == [(0,)]
    assert ask(only_real, "select count(*) from mart_assessment where criterion_code = '1.1.1.1'") == [(0,)]
    assert read_row(only_real, "1.1.2")["version_count"] == 1


def test_a_measured_value_is_kept_in_the_criterions_unit(release: Path) -> None:
    row = read_row(release, "1.1.2.1")
    assert (row["value"], row["value_basis"], row["value_as_of"]) == (Decimal("45.5"), "reported", date(2025, 12, 31))
    assert (row["likelihood"], row["likelihood_basis"], row["rating"]) == ("likely", "judged", None)


def test_the_criterion_that_an_indicator_measures_is_computed(release: Path) -> None:
    row = read_row(release, MEASURED)
    said = ask(
        release,
        "select distinct value, period_end from mart_attainment where area_id = $area and indicator_id = $indicator and period = '2025' "
        "and territory = 'current' and basis = 'total' and group_id is null and value is not null",
        area=HANOI,
        indicator=INDICATOR,
    )
    forecast = ask(
        release,
        "select likelihood from mart_attainment where area_id = $area and indicator_id = $indicator and period = '2025' and "
        "territory = 'current' and is_headline and due = date '2026-12-31' and likelihood is not null",
        area=HANOI,
        indicator=INDICATOR,
    )
    assert [(float(row["value"]), row["value_as_of"])] == said
    assert (row["value_basis"], row["indicator_id"], row["rating"]) == ("indicator", INDICATOR, "met")
    assert [(row["likelihood"],)] == forecast
    assert row["likelihood_basis"] == "engine"
    assert row["is_simulated"]  # the families are


def test_the_same_workbook_again_changes_nothing(desk: Desk) -> None:
    again = desk.load(desk.folder / "phieu-1.xlsx")
    assert (again.status, again.load_id) == ("known", desk.answers[0].load_id)


def test_an_undone_form_lets_the_earlier_one_stand_again(desk: Desk) -> None:
    with open_toy_store(desk.folder / "store") as store:
        undo_load(store, int(desk.answers[1].load_id or 0), "Trần A", "nhầm tệp")
    undone = desk.build("undone")
    row = read_row(undone, "1.1.1")
    assert (row["rating"], row["load_id"], row["version_count"]) == ("met", desk.answers[0].load_id, 1)
    titles = ask(undone, "select title from mart_evidence where criterion_code = '1.1.1' order by evidence_number")
    assert titles == [("Báo cáo 1.1.1",), ("Ảnh 1.1.1",)]
