"""Criteria sets: what ships, another wording by another file, and versions that do not disturb old assessments."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.criterion_files import (
    CITIZEN,
    CITY,
    FARMERS_HEAD,
    FARMERS_ROWS,
    copy_sets,
    list_known_codes,
    write_set,
)
from tests.warehouse.toy import build_toy, list_different_tables, load_toy, open_toy_store, report
from warehouse.build import BuildRequest, build_release
from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.criteria import find_set, read_criterion_sets
from warehouse.criterion_model import CriterionSets

WARDS = ["00004.2025-07"]


@pytest.fixture(scope="module")
def shipped() -> CriterionSets:
    return read_catalogue().criteria


def count_kinds(sets: CriterionSets, criterion_set_id: str) -> dict[str, tuple[int | None, int]]:
    """Stated and held count of each kind."""
    kinds = sets.kinds.filter(criterion_set_id=criterion_set_id)
    return {
        kind: (stated, held) for kind, stated, held in kinds.select("kind", "stated_count", "held_count").iter_rows()
    }


def test_the_unesco_tree_is_whole_and_every_word_of_it_a_paraphrase(shipped: CriterionSets) -> None:
    held = count_kinds(shipped, "unesco_learning_city.2013")
    assert held == {"section": (3, 3), "area": (12, 12), "feature": (42, 42), "measurement": (65, 52)}
    tree = shipped.criteria.filter(criterion_set_id="unesco_learning_city.2013")
    assert set(tree["wording"]) == {"paraphrase"}
    assert not tree.filter(pl.col("kind").is_in(["feature", "measurement"]))["is_verified"].any()
    for code, parent in tree.select("criterion_code", "parent_code").iter_rows():
        assert parent == (code.rpartition(".")[0] or None)


def test_every_measurement_is_measured_somehow(shipped: CriterionSets) -> None:
    measured = shipped.criteria.filter(kind="measurement")
    assert measured.select(pl.col("unit", "evidence", "direction").is_null().any()).row(0) == (False, False, False)
    features = shipped.criteria.filter(kind="feature")["criterion_code"]
    assert set(features) == set(measured["parent_code"])
    assert measured.filter(unit="rating")["evidence"].unique().to_list() == ["expert_review"]


def test_the_citizens_sheet_is_a_hundred_points_in_ten_indices_on_four_forms(shipped: CriterionSets) -> None:
    head = shipped.sets.filter(set_id="cong_dan_hoc_tap").row(0, named=True)
    assert (head["total_maximum"], head["pass_mark"], head["method"]) == (Decimal(100), Decimal(80), "scores")
    assert head["document_code"] == "QD-324-2023"
    indices = shipped.criteria.filter(criterion_set_id=head["criterion_set_id"], kind="index")
    assert indices["score_maximum"].sum() == 100
    assert set(indices["score_minimum"]) == {Decimal(5)}
    assert indices.group_by("parent_code").len().sort("parent_code")["len"].to_list() == [4, 4, 2]
    assert set(indices["confidence"]) == {"inferred"}
    assert shipped.forms.filter(criterion_set_id=head["criterion_set_id"]).height == 4


def test_a_text_that_was_not_read_has_no_name_and_is_counted_as_lacking(shipped: CriterionSets) -> None:
    missing = shipped.criteria.filter(wording="missing")
    assert missing.height == 10
    assert missing["name_vi"].null_count() == missing["name_en"].null_count() == 10
    assert shipped.criteria.filter(pl.col("wording") != "missing")["name_en"].null_count() == 0
    assert count_kinds(shipped, "cong_dong_hoc_tap_cap_xa.tt25-2023") == {"criterion": (5, 5), "target": (15, 0)}
    assert shipped.levels.filter(criterion_set_id="cong_dong_hoc_tap_cap_xa.tt25-2023").height == 2


def test_every_row_names_its_source_and_document(shipped: CriterionSets) -> None:
    documents = set(read_catalogue().documents["document_code"])
    assert shipped.criteria["source"].null_count() == 0
    assert set(shipped.criteria["document_code"]) <= documents


def test_no_code_knows_a_set_by_name() -> None:
    sets = {path.name for path in (CATALOG_FOLDER / "criteria").iterdir()} - set(read_catalogue().titles["title_id"])
    assert "unesco_learning_city" in sets
    root = CATALOG_FOLDER.parents[1]
    for path in [
        path
        for folder in ("warehouse", "etl", "wording", "ui", "reports", "pages")
        for path in (root / folder).rglob("*.*")
    ]:
        if path.suffix in {".py", ".sql"}:
            assert not re.search("|".join(sets), path.read_text(encoding="utf-8")), path


def test_another_wording_is_another_file_and_no_code(tmp_path: Path) -> None:
    """The official text of the tree put in the place of the paraphrase is what the next release says."""
    catalog = Path(shutil.copytree(CATALOG_FOLDER, tmp_path / "data" / "catalog"))
    table = catalog / "criteria" / f"{CITY}.csv"
    official = pl.read_csv(table, infer_schema=False).with_columns(
        name_vi=pl.lit("Nguyên văn ") + pl.col("code"),
        name_en=pl.lit("As written ") + pl.col("code"),
        wording=pl.lit("official"),
        confidence=pl.lit("other_source_read"),
    )
    official.write_csv(table)
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    rows = report(WARDS, "2025", 100, 50)
    before = read_tree(build_toy(tmp_path / "before", rows))
    after = read_tree(build_toy(tmp_path / "after", rows, catalogue=read_catalogue(catalog)))
    assert before.height == after.height == official.height
    assert set(after["wording"]) == {"official"}
    assert after["is_verified"].all()
    assert after["name_vi"].to_list() == ["Nguyên văn " + code for code in before["criterion_code"]]
    assert after["name_en"].to_list() == ["As written " + code for code in before["criterion_code"]]
    unnamed = pl.exclude("name_vi", "name_en", "wording", "confidence", "is_verified")
    assert after.select(unnamed).equals(before.select(unnamed))


def test_another_wording_computes_no_number(tmp_path: Path) -> None:
    catalogue = read_catalogue()
    words = catalogue.criteria.criteria.with_columns(name_vi=pl.lit("Lời khác"))
    reworded = replace(catalogue, criteria=replace(catalogue.criteria, criteria=words))
    request = BuildRequest("toy", "fingerprint", "code", is_only_real=False)
    before, after = tmp_path / "before.duckdb", tmp_path / "after.duckdb"
    with open_toy_store(tmp_path) as store:
        load_toy(store, tmp_path, "report", report(WARDS, "2025", 100, 50))
        build_release(store, before, catalogue, [], request, lambda step, share: None)
        onward = replace(request, previous=before)
        work = build_release(store, after, reworded, [], onward, lambda step, share: None)
    assert (work.indicator_count, work.is_complete) == (0, False)
    assert list_different_tables(before, after) == ["dim_criterion"]


def read_tree(release: Path) -> pl.DataFrame:
    with duckdb.connect(release, read_only=True) as connection:
        statement = "from dim_criterion where criterion_set_id = 'unesco_learning_city.2013' order by sort"
        return connection.sql(statement).pl()


def test_a_release_holds_every_table_as_it_was_read(tmp_path: Path, shipped: CriterionSets) -> None:
    with duckdb.connect(build_toy(tmp_path, report(WARDS, "2025", 100, 50)), read_only=True) as release:
        for table, frame in {
            "dim_criterion_set": shipped.sets,
            "dim_criterion_kind": shipped.kinds,
            "dim_criterion_form": shipped.forms,
            "dim_criterion_level": shipped.levels,
            "dim_criterion": shipped.criteria,
        }.items():
            assert release.table(table).pl().equals(frame), table


def test_a_revised_set_is_a_file_and_old_assessments_keep_theirs(tmp_path: Path) -> None:
    folder = copy_sets(tmp_path)
    head = (folder / f"{CITIZEN}.toml").read_text(encoding="utf-8")
    rows = (folder / f"{CITIZEN}.csv").read_text(encoding="utf-8")
    old = read_criterion_sets(folder, list_known_codes())
    revised = head.replace("pass_mark = 80", "pass_mark = 85").replace("2023-10-25", "2027-01-01")
    write_set(folder, "cong_dan_hoc_tap/2027", revised, rows)
    sets = read_criterion_sets(folder, list_known_codes())
    for day, version in {
        date(2023, 10, 24): None,
        date(2023, 10, 25): "cong_dan_hoc_tap.324-2023",
        date(2026, 12, 31): "cong_dan_hoc_tap.324-2023",
        date(2027, 1, 1): "cong_dan_hoc_tap.2027",
        date(2031, 1, 1): "cong_dan_hoc_tap.2027",
    }.items():
        assert find_set(sets, "cong_dan_hoc_tap", day) == version, day
    kept = sets.criteria.filter(criterion_set_id="cong_dan_hoc_tap.324-2023")
    assert kept.equals(old.criteria.filter(criterion_set_id="cong_dan_hoc_tap.324-2023"))
    marks = dict(sets.sets.filter(set_id="cong_dan_hoc_tap").select("version", "pass_mark").iter_rows())
    assert marks == {"324-2023": 80, "2027": 85}
    last_days = dict(sets.sets.filter(set_id="cong_dan_hoc_tap").select("version", "valid_to").iter_rows())
    assert last_days == {"324-2023": date(2026, 12, 31), "2027": None}


def test_a_set_that_ended_is_not_in_force_and_one_of_unknown_beginning_always_was(shipped: CriterionSets) -> None:
    assert find_set(shipped, "don_vi_hoc_tap_cap_huyen", date(2025, 6, 30)) == "don_vi_hoc_tap_cap_huyen.tt24-2023"
    assert find_set(shipped, "don_vi_hoc_tap_cap_huyen", date(2025, 7, 1)) is None
    assert find_set(shipped, "unesco_learning_city", date(2014, 1, 1)) == "unesco_learning_city.2013"
    assert find_set(shipped, "no_such_set", date(2026, 1, 1)) is None


def test_a_city_makes_a_set_for_a_group_with_forms_of_its_own(tmp_path: Path) -> None:
    folder = copy_sets(tmp_path)
    write_set(folder, "nong_dan/2024", FARMERS_HEAD, FARMERS_ROWS)
    sets = read_criterion_sets(folder, list_known_codes())
    head = sets.sets.filter(set_id="nong_dan").row(0, named=True)
    assert (head["group_id"], head["scope_area_id"], head["pass_mark"]) == ("farmers", "24.2025-07", Decimal("15.5"))
    own = sets.criteria.filter(criterion_set_id="nong_dan.2024")
    assert own["form_id"].to_list() == [None, "upland", "lowland", "lowland"]
    assert sets.forms.filter(criterion_set_id="nong_dan.2024")["form_id"].to_list() == ["upland", "lowland"]


def test_yearly_criteria_of_units_need_no_title(tmp_path: Path) -> None:
    """The criteria by which a city assesses its departments each year: a set of requirements that gives no title."""
    head = "\n".join(
        line for line in FARMERS_HEAD.split("[score]")[0].replace('"scores"', '"requirements"').splitlines()
        if not line.startswith(("title_id", "group_id"))
    )  # fmt: skip
    head += '\n[[kind]]\nkind = "criterion"\nname_vi = "Tiêu chí"\nname_en = "Criterion"\n'
    rows = (
        "code,kind,name_vi,name_en,wording,unit,direction,required_value,source,confidence\n"
        "1,criterion,Tỷ lệ được học,Share trained,paraphrase,percent,higher_is_better,90.5,mô phỏng,inferred\n"
    )
    folder = copy_sets(tmp_path)
    write_set(folder, "don_vi_hang_nam/2026", head, rows)
    sets = read_criterion_sets(folder, list_known_codes())
    assert sets.sets.filter(set_id="don_vi_hang_nam")["title_id"].to_list() == [None]
    own = sets.criteria.filter(criterion_set_id="don_vi_hang_nam.2026").row(0, named=True)
    assert (own["required_value"], own["direction"], own["score_maximum"]) == (Decimal("90.5"), 1, None)


def test_no_sets_at_all_are_tables_without_rows(tmp_path: Path) -> None:
    sets = read_criterion_sets(tmp_path / "nowhere", list_known_codes())
    catalogue = replace(read_catalogue(), criteria=sets)
    with duckdb.connect(
        build_toy(tmp_path, report(WARDS, "2025", 100, 50), catalogue=catalogue), read_only=True
    ) as release:
        assert release.table("dim_criterion").pl().schema == read_catalogue().criteria.criteria.schema
        assert release.table("dim_criterion").shape[0] == 0
