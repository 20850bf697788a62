"""Which area title lines, sheet names and file names speak of."""

from __future__ import annotations

from datetime import date

import pytest

from etl.places import AreaIndex, find_scope

BEFORE, AFTER = date(2024, 12, 31), date(2025, 12, 31)
HA_NOI = "01.2025-07"
FORMULA = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        (["UBND PHƯỜNG BA ĐÌNH"], None, "00004.2025-07"),
        (["UBND PHƯỜNG BA ĐÌNH", *FORMULA, "BÁO CÁO NĂM 2025"], None, "00004.2025-07"),
        (["BÁO CÁO CỦA PHƯỜNG BA ĐÌNH NĂM 2025"], None, "00004.2025-07"),
        (["PHƯỜNG QUANG TRUNG"], None, "14818.2025-07"),  # many before the reform, one since
        (["TỈNH BẮC NINH"], "27.before-2025-07", "24.2025-07"),
        (["Sở GD&ĐT thành phố Hà Nội"], HA_NOI, HA_NOI),
        (["Hội Khuyến học tỉnh Sơn La"], "14.2025-07", "14.2025-07"),
        (["HỘI KHUYẾN HỌC VIỆT NAM", "HỘI KHUYẾN HỌC THÀNH PHỐ HÀ NỘI"], HA_NOI, HA_NOI),
        (["QUẬN 1 - TP. HỒ CHÍ MINH"], "760.before-2025-07", "760.before-2025-07"),
        (["P. Bến Nghé, Q.1, TP.HCM"], "26740.before-2025-07", "26740.before-2025-07"),
        (["THÀNH PHỐ THỦ ĐỨC", "THÀNH PHỐ HỒ CHÍ MINH"], "769.before-2025-07", "769.before-2025-07"),
        (["Phường Ngọc Hà (Quận Ba Đình cũ)"], "00016.before-2025-07", "00008.2025-07"),
        (["UBND THÀNH PHỐ HÀ NỘI", "Ba Đình"], "001.before-2025-07", "00004.2025-07"),  # the sheet's name
        (["BaoCao_PhuongBaDinh_2025.xlsx", "TP HÀ NỘI"], "00004.2025-07", "00004.2025-07"),
        (["KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP TRÊN ĐỊA BÀN TỈNH BẮC NINH"], "27.before-2025-07", "24.2025-07"),
        (["Kèm theo Kế hoạch số 100/KH-UBND ngày 01/3/2025 của UBND tỉnh Sơn La"], "14.2025-07", "14.2025-07"),
        (["Biểu tổng hợp các xã, phường, thị trấn tỉnh Sơn La"], "14.2025-07", "14.2025-07"),
        (["Báo cáo Q1/2025 TP.HCM"], "79.before-2025-07", "79.2025-07"),
        (["UBND Q1 TPHCM"], "760.before-2025-07", "760.before-2025-07"),
        ([*FORMULA, "Hà Nội, ngày 31 tháng 12 năm 2024"], HA_NOI, HA_NOI),
        ([*FORMULA, "Hà Nội, ngày 31 tháng 12 năm 2024", "TỈNH SƠN LA"], "14.2025-07", "14.2025-07"),
    ],
)
def test_the_most_specific_area_named(
    index: AreaIndex, lines: list[str], before: str | None, after: str | None
) -> None:
    assert (find_scope(index, lines, BEFORE), find_scope(index, lines, AFTER)) == (before, after)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        FORMULA,
        ["Gia đình", "Dòng họ", "Cộng đồng", "Đơn vị", "Công dân", "Tổng hợp", "Biểu 1", "Quý 1", "2025", "Sheet1"],
        ["KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2025", "Thành phố học tập", "Xã hội hóa giáo dục"],
        ["HỘI KHUYẾN HỌC VIỆT NAM"],
        ["BaoCao_Q1.xlsx"],
        ["TP.HCM", "Q1"],  # a quarter of the year or of the city
        ["Phường Ba Đình và phường Ngọc Hà", "Thành phố Hà Nội"],
        ["UBND PHƯỜNG BA ĐÌHN", "THÀNH PHỐ HÀ NỘI"],  # misspelt: the ward's figures must not go to the city
        ["PHƯỜNG BA ĐÌHN", "THÀNH PHỐ HÀ NỘI"],
        ["UBND XÃ ………………", "TỈNH BẮC NINH"],  # not filled in
        ["A" * 50_000, "xã a " * 5_000],
    ],
)
def test_nothing_certain(index: AreaIndex, lines: list[str]) -> None:
    assert find_scope(index, lines, BEFORE) is None
    assert find_scope(index, lines, AFTER) is None


def test_a_ward_of_another_province_is_not_taken(index: AreaIndex) -> None:
    """On the day only Thanh Hóa has a Phường Quang Trung; Hà Nội had two of them before."""
    assert find_scope(index, ["PHƯỜNG QUANG TRUNG", "THÀNH PHỐ HÀ NỘI"], AFTER) is None


def test_every_ward_in_the_title_of_its_report(index: AreaIndex) -> None:
    for day in (BEFORE, AFTER):
        for place in [p for p in index.places.values() if p.depth == 3 and p.exists_on(day)][::10]:
            parents = [index.places[i].name for i in place.lineage if 0 < index.places[i].depth < place.depth]
            lines = [f"UBND {place.name}".upper(), *(name.upper() for name in parents), "BIỂU TỔNG HỢP"]
            assert find_scope(index, lines, day) == place.area_id
