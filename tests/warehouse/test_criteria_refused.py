"""A broken criteria set stops with file and row, in both languages."""

from __future__ import annotations

from pathlib import Path

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
from warehouse.criteria import read_criterion_sets
from warehouse.criterion_model import KnownCodes
from warehouse.errors import CatalogueError


@pytest.fixture(scope="module")
def known() -> KnownCodes:
    return list_known_codes()


def refuse(folder: Path, known: KnownCodes) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        read_criterion_sets(folder, known)
    return caught.value


def find_line(path: Path, start: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, text in enumerate(lines, 1) if text.startswith(start))


ROWS = [
    ("A,index,,Cả hai", "A,idx,,Cả hai", "A,", "unknown kind: idx", "không có kind này: idx"),
    ("A,index,,", "A,,,", "A,", "kind is empty", "kind để trống"),
    ("U,index", "A,index", "A,", "code appears twice: A", "code xuất hiện hai lần: A"),
    ("U,index", ",index", ",index", "code is empty", "code để trống"),
    ("Cả hai,Both", "Cả hai,", "A,", "no name in both languages: A", "chưa có tên ở cả hai ngôn ngữ: A"),
    ("Both,paraphrase", "Both,missing", "A,", "wording missing, but there is a name: A", "vẫn có tên: A"),
    ("Both,paraphrase", "Both,own", "A,", "unknown wording: own", "không có wording này: own"),
    ("Both,paraphrase", "Both,official", "A,", "an official wording must have been read: inferred", "phải có nguồn đã đọc: inferred"),
    ("upland,Vùng cao", "hills,Vùng cao", "U,", "unknown form: hills", "không có form này: hills"),
    (",2.5,5,mô phỏng,inferred\nL2", ",2.5,5,,inferred\nL2", "L1,", "source is empty", "source để trống"),
    (",2.5,5,mô phỏng,inferred\nL2", ",2.5,5,mô phỏng,sure\nL2", "L1,", "unknown confidence: sure", "không có confidence này"),
    ("paraphrase,5,10", 'paraphrase,"5,5",10', "A,", "score_minimum is no number, written as 7.5: 5,5", "score_minimum không phải số"),
    ("paraphrase,5,10", "paraphrase,5,10.00001", "A,", "score_maximum is no number", "score_maximum không phải số"),
    ("paraphrase,5,10", "paraphrase,-5,10", "A,", "score_minimum is no number", "score_minimum không phải số"),
    ("paraphrase,5,10", "paraphrase,10.5,10", "A,", "score_minimum is above score_maximum: 10.5", "lớn hơn score_maximum: 10.5"),
    ("paraphrase,5,10", "paraphrase,5,", "A,", "score_minimum without score_maximum: A", "thiếu score_maximum: A"),
    ("code,kind,", "mã,kind,", "mã,", "column code is missing", "thiếu cột code"),
    ("name_en,wording", "name_en,words", "code,", "unknown column words", "không có cột words"),
    (",confidence\n", "\n", "code,", "column confidence is missing", "thiếu cột confidence"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "start", "en", "vi"), ROWS, ids=[row[3] for row in ROWS])
def test_a_broken_row_stops_with_its_line(
    tmp_path: Path, known: KnownCodes, old: str, new: str, start: str, en: str, vi: str
) -> None:
    folder = copy_sets(tmp_path)
    assert old in FARMERS_ROWS
    rows = FARMERS_ROWS.replace(old, new, 1)
    if en == "column confidence is missing":
        rows = "\n".join(line.rpartition(",")[0] for line in FARMERS_ROWS.splitlines())
    write_set(folder, "nong_dan/2024", FARMERS_HEAD, rows)
    error = refuse(folder, known)
    assert error.file == "criteria/nong_dan/2024.csv"
    assert error.line == find_line(folder / "nong_dan" / "2024.csv", start)
    assert en in error.message_en
    assert vi in error.message_vi
    assert error.message_vi.startswith(f"criteria/nong_dan/2024.csv:{error.line}: ")


TREE = [
    ("1.1.1,1.1,feature", "1.1.1,9.9,feature", "unknown parent: 9.9", "không có parent này: 9.9"),
    ("1.1.1,1.1,feature", "1.1.1,1,feature", "parent is not of the kind above: 1.1.1", "không thuộc cấp ngay trên: 1.1.1"),
    ("1.1.1,1.1,feature", "1.1.1,,feature", "parent is not of the kind above: 1.1.1", "không thuộc cấp ngay trên: 1.1.1"),
    (",percent,official,higher_is_better,literacy", ",percentage,official,higher_is_better,literacy", "unknown unit: percentage", "unit"),
    (",percent,official,higher_is_better,literacy", ",percent,guess,higher_is_better,literacy", "unknown evidence: guess", "evidence"),
    (",percent,official,higher_is_better,literacy", ",percent,official,up,literacy", "unknown direction: up", "direction"),
    ("literacy_level2_rate_15_60,proxy", "literacy_rate,proxy", "unknown indicator_id: literacy_rate", "indicator_id"),
    ("literacy_level2_rate_15_60,proxy", "literacy_level2_rate_15_60,", "indicator_id and indicator_fit go together", "đi cùng nhau"),
    ("higher_is_better,literacy_level2_rate_15_60,proxy", "higher_is_better,,proxy", "indicator_id and indicator_fit go together", "cùng"),
    (
        ",count,official,higher_is_better,university_digital_rate,proxy",
        ",count,official,higher_is_better,university_digital_rate,same",
        "unit differs from that of the same indicator: count",
        "đơn vị tính khác",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "en", "vi"), TREE, ids=range(len(TREE)))
def test_a_broken_tree_stops_with_its_line(
    tmp_path: Path, known: KnownCodes, old: str, new: str, en: str, vi: str
) -> None:
    folder = copy_sets(tmp_path)
    path = folder / f"{CITY}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    error = refuse(folder, known)
    assert error.line == text[: text.index(old)].count("\n") + 1
    assert en in error.message_en
    assert vi in error.message_vi


HEADS = [
    ('method = "scores"', 'method = "sums"', "method", "unknown method: sums", "không có method này: sums"),
    ('method = "scores"', 'method = "assessment"', "[score]", "[score] without method scores", "method không phải scores"),
    ('title_id = "cong_dan_hoc_tap"', 'title_id = "giao_su"', "title_id", "unknown title_id: giao_su", "title_id"),
    ('group_id = "farmers"', 'group_id = "fishers"', "group_id", "unknown group_id: fishers", "group_id"),
    ('scope_area_id = "24.2025-07"', 'scope_area_id = "99"', "scope_area_id", "unknown scope_area_id: 99", "scope_area_id"),
    ('confidence = "inferred"', 'confidence = "inferred"\ncolour = "red"', "colour", "unknown field colour", "không có trường colour"),
    ('source = "mô phỏng"\n', "", None, "field source is missing", "thiếu trường source"),
    ('source = "mô phỏng"', 'source = ""', "source", "source is wrong: ''", "source ghi sai"),
    ("valid_from = 2024-01-01", 'valid_from = "1/1/2024"', "valid_from", "valid_from is wrong", "valid_from ghi sai"),
    ("2024-01-01", "2024-01-01\nvalid_to = 2023-01-01", "valid_to", "valid_to is before valid_from", "sớm hơn valid_from"),
    ("pass_mark = 15.5", "pass_mark = 20.5", "pass_mark", "pass_mark is above total_maximum", "lớn hơn total_maximum"),
    ("pass_mark = 15.5", 'pass_mark = "15"', "pass_mark", "pass_mark is no number of points: 15", "không phải số điểm"),
    ("pass_mark = 15.5\n", "", "[score]", "[score] field pass_mark is missing", "thiếu trường pass_mark"),
    ("pass_mark = 15.5", "pass_mark = 15.5\nbonus = 1", "bonus", "[score] unknown field bonus", "không có trường bonus"),
    ('form_id = "lowland"', 'form_id = "upland"', "[[form]]", "[[form]] upland appears twice", "xuất hiện hai lần"),
    ('kind = "index"', 'kind = "index"\nparent = "area"', "[[kind]]", "parent area is not described above it", "phía trên"),
    ('kind = "index"', 'kind = "index"\nstated_count = "4"', "stated_count", "[[kind]] stated_count is wrong", "ghi sai"),
    ("name_vi = ", "name_vi ", None, "not valid TOML", "không đúng dạng TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "start", "en", "vi"), HEADS, ids=[head[3] for head in HEADS])
def test_a_broken_head_stops_with_its_line(
    tmp_path: Path, known: KnownCodes, old: str, new: str, start: str | None, en: str, vi: str
) -> None:
    folder = copy_sets(tmp_path)
    assert old in FARMERS_HEAD
    write_set(folder, "nong_dan/2024", FARMERS_HEAD.replace(old, new, 1), FARMERS_ROWS)
    error = refuse(folder, known)
    assert error.file == "criteria/nong_dan/2024.toml"
    assert error.line == (None if start is None else find_line(folder / "nong_dan" / "2024.toml", start))
    assert en in error.message_en
    assert vi in error.message_vi


RATINGS = [
    ('rating = "met"', 'rating = "not_met"', "[[rating]] not_met appears twice", "not_met xuất hiện hai lần"),
    ('name_vi = "Chưa đạt"', 'name_vi = "ĐẠT"', "[[rating]] đạt appears twice", "đạt xuất hiện hai lần"),
    ("is_met = true", "is_met = 1", "[[rating]] is_met is wrong: 1", "is_met ghi sai: 1"),
    ("is_met = true", "", "[[rating]] field is_met is missing", "thiếu trường is_met"),
    ("is_met = true", "is_met = false", "from best to worst", "từ cao xuống thấp"),
    ("\nis_rated = true", "\nis_rated = 1", "[[kind]] is_rated is wrong: 1", "is_rated ghi sai: 1"),
    ('method = "assessment"', 'method = "requirements"', "method assessment and [[rating]] go together", "phải đi cùng nhau"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "en", "vi"), RATINGS, ids=[rating[2] for rating in RATINGS])
def test_ratings_that_cannot_be_told_apart_are_refused(
    tmp_path: Path, known: KnownCodes, old: str, new: str, en: str, vi: str
) -> None:
    folder = copy_sets(tmp_path)
    path = folder / f"{CITY}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    error = refuse(folder, known)
    assert error.line is not None
    assert en in error.message_en
    assert vi in error.message_vi


def test_points_that_do_not_make_the_whole_are_refused_by_form(tmp_path: Path, known: KnownCodes) -> None:
    folder = copy_sets(tmp_path)
    write_set(folder, "nong_dan/2024", FARMERS_HEAD, FARMERS_ROWS.replace("2.5,5,mô", "2.5,4.9,mô", 1))
    error = refuse(folder, known)
    assert "form lowland: points add up to 19.9, not 20" in error.message_en
    assert "phiếu lowland: tổng điểm các chỉ số là 19.9, không phải 20" in error.message_vi


def test_points_on_a_heading_or_without_a_rule_are_refused(tmp_path: Path, known: KnownCodes) -> None:
    folder = copy_sets(tmp_path)
    path = folder / f"{CITIZEN}.csv"
    text = path.read_text(encoding="utf-8")
    line = find_line(path, "2,,competency")
    path.write_text(
        text.replace("interactive tools,paraphrase,,,", "interactive tools,paraphrase,,40,", 1), encoding="utf-8"
    )
    error = refuse(folder, known)
    assert (error.line, "points on a row that others hang on: 2" in error.message_en) == (line, True)
    head = FARMERS_HEAD.replace('"scores"', '"requirements"').replace(
        "[score]\ntotal_maximum = 20\npass_mark = 15.5\n", ""
    )
    path.write_text(text, encoding="utf-8")
    write_set(folder, "nong_dan/2024", head, FARMERS_ROWS)
    assert "points without method scores: A" in refuse(folder, known).message_en


def test_more_rows_than_the_set_states_are_refused(tmp_path: Path, known: KnownCodes) -> None:
    folder = copy_sets(tmp_path)
    path = folder / f"{CITY}.csv"
    with path.open("a", encoding="utf-8") as handle:
        handle.write("3.3.5,3.3,feature,Một,One,paraphrase,,,,,,nguồn,inferred,\n")
    error = refuse(folder, known)
    assert error.line == len(path.read_text(encoding="utf-8").splitlines())
    assert "more than the 42 rows of kind feature that are stated: 3.3.5" in error.message_en
    assert "nhiều hơn 42 dòng loại feature đã nêu: 3.3.5" in error.message_vi


@pytest.mark.parametrize("start", ["", "valid_from = 2024-01-01\n", "valid_from = 2023-06-01\nvalid_to = 2024-01-01\n"])
def test_versions_may_not_be_in_force_together(tmp_path: Path, known: KnownCodes, start: str) -> None:
    folder = copy_sets(tmp_path)
    write_set(folder, "nong_dan/2024", FARMERS_HEAD, FARMERS_ROWS)
    write_set(folder, "nong_dan/2025", FARMERS_HEAD.replace("valid_from = 2024-01-01\n", start), FARMERS_ROWS)
    if not start:
        write_set(folder, "nong_dan/2024", FARMERS_HEAD.replace("valid_from = 2024-01-01\n", ""), FARMERS_ROWS)
    error = refuse(folder, known)
    assert error.file == "criteria/nong_dan/2025.toml"
    assert "begins on the same day as 2024" in error.message_en or "ends after 2024 has begun" in error.message_en


@pytest.mark.parametrize(
    ("lost", "problem"), [(".csv", "2013.csv is not beside it"), (".toml", "2013.toml is not beside it")]
)
def test_half_a_pair_is_refused(tmp_path: Path, known: KnownCodes, lost: str, problem: str) -> None:
    folder = copy_sets(tmp_path)
    (folder / f"{CITY}{lost}").unlink()
    assert problem in refuse(folder, known).message_en


def test_a_name_that_may_not_stand_in_an_address_is_refused(tmp_path: Path, known: KnownCodes) -> None:
    folder = copy_sets(tmp_path)
    write_set(folder, "Nông dân/2024", FARMERS_HEAD, FARMERS_ROWS)
    assert "names of sets and versions" in refuse(folder, known).message_en


def test_a_table_that_is_no_csv_is_refused(tmp_path: Path, known: KnownCodes) -> None:
    folder = copy_sets(tmp_path)
    (folder / f"{CITY}.csv").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    error = refuse(folder, known)
    assert error.file == f"criteria/{CITY}.csv"
    (folder / f"{CITY}.toml").write_bytes("name_vi = 'Tỉnh'".encode("utf-16"))
    assert "not valid TOML" in refuse(folder, known).message_en
