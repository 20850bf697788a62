"""Codes and names as people write them, against the whole country."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from etl.findings import read_rules
from etl.places import AreaIndex, AreaMatch, check_area, match_area

BEFORE, AFTER = date(2024, 12, 31), date(2025, 12, 31)
HA_NOI = "01.2025-07"
OLD_HCMC, NEW_HCMC = "79.before-2025-07", "79.2025-07"
BA_DINH = "00004.2025-07"


def fill_messages(match: AreaMatch) -> tuple[str, str]:
    """Both messages; fails where a placeholder has no word."""
    assert match.rule is not None
    rule = read_rules()[match.rule]
    return (
        rule.message_vi.format(value=match.value, **match.words),
        rule.message_en.format(value=match.value, **match.words),
    )


@pytest.mark.parametrize(
    "name",
    [
        "Phường Ba Đình",
        "PHƯỜNG BA ĐÌNH",
        unicodedata.normalize("NFD", "Phường Ba Đình"),
        " phường  Ba\u00a0Đình ",
        "Phường Ba Ðình",  # the Icelandic letter
        "P. Ba Đình",
        "P.Ba Đình",
        "F. Ba Đình",
        "Ph. Ba Đình",
        "Ba Đình",
        "Phuong Ba Dinh",
        "Phường Ba Dinh",
        "BA DINH",
        "BaDinh",
        "Phường Ba Đình, Thành phố Hà Nội",
        "P. Ba Đình (TP Hà Nội)",
        "Phường Ba Đình - Hà Nội",
        "1. Phường Ba Đình",
        "1 Phường Ba Đình",
        "II. Phường Ba Đình",
        "X. Phường Ba Đình",
        "- Phường Ba Đình",
        "Phường Ba Đình (1)",
        "Phường Ba Đình*",
        "UBND phường Ba Đình",
        "Hội Khuyến học phường Ba Đình",
        "00004 - Phường Ba Đình",
        "00004 Phường Ba Đình (Thành phố Hà Nội)",
        "00004",
    ],
)
def test_spellings_of_one_ward(index: AreaIndex, name: str) -> None:
    match = match_area(index, "", name, AFTER, HA_NOI)
    assert (match.area_id, match.rule, match.at) == (BA_DINH, None, "name")


@pytest.mark.parametrize(
    ("name", "within", "area_id"),
    [
        ("TP Hoà Bình", "17.before-2025-07", "148.before-2025-07"),
        ("Thành phố Hòa Bình", "17.before-2025-07", "148.before-2025-07"),
        ("T.P. HOÀ BÌNH", "17.before-2025-07", "148.before-2025-07"),
        ("Quận 1", OLD_HCMC, "760.before-2025-07"),
        ("Q1", OLD_HCMC, "760.before-2025-07"),
        ("Q.1", OLD_HCMC, "760.before-2025-07"),
        ("Quận 01", OLD_HCMC, "760.before-2025-07"),
        ("QUAN 1", OLD_HCMC, "760.before-2025-07"),
        ("Tp. Thủ Đức", OLD_HCMC, "769.before-2025-07"),
        ("TP Thu Duc", OLD_HCMC, "769.before-2025-07"),
        ("Thủ Đức", OLD_HCMC, "769.before-2025-07"),
        ("P. Bến Nghé (Q1)", OLD_HCMC, "26740.before-2025-07"),
        ("Phường 01 - Quận 3", OLD_HCMC, "27160.before-2025-07"),
        ("P1, Q3, TPHCM", OLD_HCMC, "27160.before-2025-07"),
        ("H. Cần Giờ", OLD_HCMC, "787.before-2025-07"),
        ("TPHCM", None, OLD_HCMC),
        ("TP. HCM", None, OLD_HCMC),
        ("tp hcm", None, OLD_HCMC),
        ("Sài Gòn", None, OLD_HCMC),
        ("TX. Sơn Tây", HA_NOI, "269.before-2025-07"),
        ("T.X Sơn Tây", HA_NOI, "269.before-2025-07"),
        ("T.T Tây Đằng", HA_NOI, "09619.before-2025-07"),
        ("huyện đảo Cồn Cỏ", None, "471.before-2025-07"),
        ("Bà Rịa-Vũng Tàu", None, "77.before-2025-07"),
        ("Tỉnh Thừa Thiên - Huế", None, "46.2025-07"),
        ("Tỉnh Kontum", None, "62.before-2025-07"),
        ("Huyện Ia H Drai", None, "618.before-2025-07"),
        ("TP Qui Nhơn", "52.before-2025-07", "540.before-2025-07"),
        ("Huyện Lí Sơn", None, "536.before-2025-07"),
        ("Phường 4", "930.before-2025-07", "31324.before-2025-07"),
    ],
)
def test_names_before_the_reform(index: AreaIndex, name: str, within: str | None, area_id: str) -> None:
    assert match_area(index, "", name, BEFORE, within).area_id == area_id


@pytest.mark.parametrize(
    ("name", "day", "within", "count", "first"),
    [
        ("Hoà Bình", BEFORE, "17.before-2025-07", "3", "17 Tỉnh Hòa Bình"),
        ("Quang Trung", BEFORE, HA_NOI, "3", "00214 Phường Quang Trung (Quận Đống Đa)"),
        ("Phường 1", BEFORE, OLD_HCMC, "10", "26890 Phường 1 (Quận Gò Vấp)"),
        ("T. Bắc Ninh", BEFORE, None, "2", "27 Tỉnh Bắc Ninh"),  # Tỉnh or Thành phố
        ("BA DINH", AFTER, None, "3", "00004 Phường Ba Đình (Thành phố Hà Nội)"),
    ],
)
def test_several_areas_are_never_guessed(
    index: AreaIndex, name: str, day: date, within: str | None, count: str, first: str
) -> None:
    match = match_area(index, "", name, day, within)
    assert (match.area_id, match.rule, match.words["count"]) == (None, "ambiguous_area", count)
    assert match.suggestions[0] == first
    assert count in fill_messages(match)[0]


def test_the_section_row_decides_between_several(index: AreaIndex) -> None:
    for section in ("Quận 3", "II. QUẬN 3", "Q3"):
        assert match_area(index, "", "Phường 1", BEFORE, OLD_HCMC, section).area_id == "27160.before-2025-07"
    assert match_area(index, "", "Phường 1", BEFORE, OLD_HCMC, "Khối phường").rule == "ambiguous_area"


def test_a_name_unique_in_the_province_is_not_taken_from_another_district(index: AreaIndex) -> None:
    assert match_area(index, "", "Phường Phúc Xá", BEFORE, HA_NOI).area_id == "00001.before-2025-07"
    match = match_area(index, "", "Phường Phúc Xá", BEFORE, HA_NOI, "Quận Đống Đa")
    assert (match.area_id, match.rule) == (None, "parent_differs")
    assert match.suggestions == ("00001 Phường Phúc Xá (Quận Ba Đình)",)
    behind = match_area(index, "", "Phường Phúc Xá, quận Đống Đa", BEFORE, HA_NOI)
    assert (behind.area_id, behind.rule) == (None, "parent_differs")
    fill_messages(behind)


def test_a_former_district_as_section_only_helps_to_choose(index: AreaIndex) -> None:
    assert match_area(index, "", "Xã Gia Lâm", AFTER, HA_NOI, "Huyện Gia Lâm").area_id == "00565.2025-07"
    assert match_area(index, "", "Phường Ba Đình", AFTER, HA_NOI, "Huyện Gia Lâm").area_id == BA_DINH


@pytest.mark.parametrize(
    ("code", "name", "day", "within", "area_id"),
    [
        ("00004", "", AFTER, None, BA_DINH),
        ("4", "", AFTER, HA_NOI, BA_DINH),
        ("4.0", "Phường Ba Đình", AFTER, HA_NOI, BA_DINH),
        ("'00004", "phuong ba dinh", AFTER, None, BA_DINH),
        ("1", "Quận Ba Đình", BEFORE, HA_NOI, "001.before-2025-07"),
        ("1", "Phường Phúc Xá", BEFORE, HA_NOI, "00001.before-2025-07"),
        ("1", "Hà Nội", BEFORE, None, HA_NOI),
        ("01", "", BEFORE, None, HA_NOI),
        ("001", "", BEFORE, None, "001.before-2025-07"),
        ("24", "Bắc Ninh", AFTER, None, "24.2025-07"),
        ("24", "Bắc Giang", BEFORE, None, "24.before-2025-07"),
        ("27", "Bắc Ninh", BEFORE, None, "27.before-2025-07"),
        ("27", "", BEFORE, "24.2025-07", "27.before-2025-07"),  # years before the merger on a sheet of today's province
        ("VN", "Cả nước", AFTER, None, "VN"),
        ("", "Cả nước", AFTER, None, "VN"),
        ("00004 - Phường Ba Đình", "", AFTER, HA_NOI, BA_DINH),
        ("26732", "Côn Đảo", AFTER, NEW_HCMC, "26732.2025-07"),
    ],
)
def test_codes(index: AreaIndex, code: str, name: str, day: date, within: str | None, area_id: str) -> None:
    match = match_area(index, code, name, day, within)
    assert (match.area_id, match.rule) == (area_id, None)


def test_a_code_without_its_zeros_and_without_a_name_is_ambiguous(index: AreaIndex) -> None:
    match = match_area(index, "1", "", BEFORE, HA_NOI)
    assert (match.area_id, match.rule, match.at, match.value) == (None, "ambiguous_area", "code", "1")
    assert match.suggestions == (
        "01 Thành phố Hà Nội",
        "001 Quận Ba Đình (Thành phố Hà Nội)",
        "00001 Phường Phúc Xá (Quận Ba Đình)",
    )


@pytest.mark.parametrize(
    ("code", "name", "day", "rule", "at"),
    [
        ("24", "Tỉnh Bắc Ninh", BEFORE, "code_and_name_differ", "code"),  # 24 was Bắc Giang
        ("27", "Tỉnh Bắc Ninh", AFTER, "area_not_in_period", "code"),  # 27 is no code any more
        ("27", "", AFTER, "area_not_in_period", "code"),  # and is not the ward 00027 without its zeros
        ("24", "Tỉnh Bắc Giang", AFTER, "area_not_in_period", "name"),
        ("00004", "Phường Ngọc Hà", AFTER, "code_and_name_differ", "code"),
        ("00004", "Phường Trúc Bạch", AFTER, "area_not_in_period", "name"),  # had the code before the reform
        ("00004", "Quận Ba Đình", AFTER, "area_not_in_period", "name"),
        ("99999", "", AFTER, "unknown_code", "code"),
        ("", "", AFTER, "area_missing", "code"),
    ],
)
def test_wrong_codes(index: AreaIndex, code: str, name: str, day: date, rule: str, at: str) -> None:
    match = match_area(index, code, name, day, None)
    assert (match.area_id, match.rule, match.at) == (None, rule, at)
    fill_messages(match)


def test_code_and_name_of_two_areas_are_both_told(index: AreaIndex) -> None:
    match = match_area(index, "00004", "Ngọc Hà", AFTER, HA_NOI)
    for message in fill_messages(match):
        assert all(told in message for told in ("00004", "Phường Ba Đình", "Phường Ngọc Hà"))


@pytest.mark.parametrize("name", ["Phường Ba Đìhn", "P. Ba Đinh", "Xã Ba Đình", "Ba Đìn"])
def test_a_misspelt_name_beside_its_code_is_a_warning(index: AreaIndex, name: str) -> None:
    match = match_area(index, "00004", name, AFTER, HA_NOI)
    assert (match.area_id, match.rule, match.at, match.value) == (BA_DINH, "name_differs_from_code", "name", name)
    assert read_rules()["name_differs_from_code"].severity == "warning"
    fill_messages(match)


def test_a_name_much_like_another_area_beside_a_code_is_an_error(index: AreaIndex) -> None:
    match = match_area(index, "00004", "Phường Ngọc Hả", AFTER, HA_NOI)
    assert (match.area_id, match.rule) == (None, "code_and_name_differ")


def test_a_code_nobody_has_leaves_the_name(index: AreaIndex) -> None:
    match = match_area(index, "99999", "Phường Ba Đình", AFTER, HA_NOI)
    assert (match.area_id, match.rule, match.at) == (BA_DINH, "unknown_code_name_taken", "code")
    fill_messages(match)


def test_a_former_district_names_what_took_its_place(index: AreaIndex) -> None:
    match = match_area(index, "", "Quận Ba Đình", AFTER, HA_NOI)
    assert (match.area_id, match.rule) == (None, "area_not_in_period")
    assert len(match.suggestions) == 5
    assert "00004 Phường Ba Đình (Thành phố Hà Nội)" in match.suggestions
    for message in fill_messages(match):
        assert all(ward in message for ward in ("30/6/2025", "Phường Ba Đình", "Phường Ngọc Hà", "Phường Giảng Võ"))
        assert "(+3)" in message


@pytest.mark.parametrize(
    ("name", "day", "within", "suggested"),
    [
        ("Tp. Thủ Đức", AFTER, NEW_HCMC, "26824 Phường Thủ Đức (Thành phố Hồ Chí Minh)"),
        ("Huyện Côn Đảo", AFTER, NEW_HCMC, "26732 Đặc khu Côn Đảo (Thành phố Hồ Chí Minh)"),
        ("Huyện Cồn Cỏ", AFTER, None, "19742 Đặc khu Cồn Cỏ (Tỉnh Quảng Trị)"),
        ("Đặc khu Cồn Cỏ", BEFORE, None, "471 Huyện Cồn Cỏ (Tỉnh Quảng Trị)"),
        ("Phường Ba Đình", BEFORE, HA_NOI, "00004 Phường Trúc Bạch (Quận Ba Đình)"),
        ("Tỉnh Bắc Giang", AFTER, "24.2025-07", "24 Tỉnh Bắc Ninh"),
        ("Tỉnh Hòa Bình", AFTER, None, "25 Tỉnh Phú Thọ"),
    ],
)
def test_an_area_of_another_day(index: AreaIndex, name: str, day: date, within: str | None, suggested: str) -> None:
    match = match_area(index, "", name, day, within)
    assert (match.area_id, match.rule, match.at) == (None, "area_not_in_period", "name")
    assert suggested in match.suggestions


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("Phường Ba Đìhn", ("00004 Phường Ba Đình (Thành phố Hà Nội)",)),
        ("Phuờng Hoàn Kíem", ("00070 Phường Hoàn Kiếm (Thành phố Hà Nội)",)),
        ("zzzz", ()),
        ("1", ()),
        ("x" * 5000, ()),
    ],
)
def test_near_names_are_only_suggested(index: AreaIndex, name: str, suggestions: tuple[str, ...]) -> None:
    match = match_area(index, "", name, AFTER, HA_NOI)
    assert (match.area_id, match.rule) == (None, "unknown_area")
    assert match.suggestions[:1] == suggestions
    assert len(match.suggestions) <= 3


def test_two_numbers_are_not_one(index: AreaIndex) -> None:
    assert match_area(index, "", "Phường 1 3", BEFORE, "764.before-2025-07").area_id is None
    assert match_area(index, "", "Phường 1, 3", BEFORE, "764.before-2025-07").area_id is None


def test_an_area_outside_the_sheets_province(index: AreaIndex) -> None:
    for code, name in (("", "Phường Bến Nghé"), ("26740", "")):
        match = match_area(index, code, name, BEFORE, HA_NOI)
        assert (match.area_id, match.rule) == (None, "area_outside_scope")
        assert "Thành phố Hà Nội" in fill_messages(match)[0]


def test_a_sheets_own_area_must_exist_in_the_period(index: AreaIndex) -> None:
    assert check_area(index, "001.before-2025-07", BEFORE).area_id == "001.before-2025-07"
    match = check_area(index, "001.before-2025-07", AFTER)
    assert (match.area_id, match.rule) == (None, "area_not_in_period")
    fill_messages(match)
