"""Reporting periods in Vietnamese words."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.values.period_words import find_period, read_period

PHRASES = {
    # codes and bare forms
    "2024": "2024",
    "2024.0": "2024",
    "2025-H1": "2025-H1",
    "2025-H2": "2025",
    "2025-Q4": "2025",
    "2026-Q3": "2026-Q3",
    "2023-08": "2023-08",
    "2025 (tạm tính)": "2025",
    "GDHT_2024": "2024",
    # years
    "năm 2024": "2024",
    "NĂM: 2024": "2024",
    "Kỳ báo cáo: Năm 2024": "2024",
    "cả năm 2025": "2025",
    "Năm 2025 (12 tháng)": "2025",
    "Năm 2025 (6 tháng)": "2025-H1",
    "đến hết năm 2024": "2024",
    "Quỹ khuyến học năm 2025": "2025",
    # halves
    "6 tháng đầu năm 2025": "2025-H1",
    "06 tháng/2025": "2025-H1",
    "0 tháng 2025": "2025",
    "15 tháng/2025": "2025",
    "6T/2025": "2025-H1",
    "6T2025": "2025-H1",
    "sáu tháng đầu năm 2025": "2025-H1",
    "nửa đầu năm 2025": "2025-H1",
    "bán niên 2025": "2025-H1",
    "H1/2025": "2025-H1",
    "6 tháng đầu năm (2025)": "2025-H1",
    "6 tháng cuối năm 2025": "2025",
    "nửa cuối năm 2025": "2025",
    "Sơ kết 6 tháng 2025": "2025-H1",
    "từ tháng 1 đến tháng 6 năm 2025": "2025-H1",
    "tháng 1-6/2025": "2025-H1",
    # quarters and months counted from January
    "quý III/2026": "2026-Q3",
    "Quý 3 năm 2026": "2026-Q3",
    "Quý ba năm 2026": "2026-Q3",
    "Q3-2026": "2026-Q3",
    "Q3 2026": "2026-Q3",
    "Q1.2025": "2025-Q1",
    "quý IV/2025": "2025",
    "quy 2 nam 2025": "2025-Q2",
    "9 tháng đầu năm 2026": "2026-Q3",
    "KẾT QUẢ 9 THÁNG NĂM 2026": "2026-Q3",
    "3 tháng đầu năm 2026": "2026-Q1",
    "11 tháng năm 2025": "2025-11",
    "tính đến hết quý III/2025": "2025-Q3",
    "Biểu quý I - năm 2026": "2026-Q1",
    # months
    "tháng 8/2023": "2023-08",
    "tháng 12 năm 2025": "2025-12",
    "T8.2023": "2023-08",
    "T12-2025": "2025-12",
    "8/2023": "2023-08",
    "Báo cáo 8/2023": "2023-08",
    # days
    "31/12/2024": "2024",
    "31.12.25": "2025",
    "15/11/2024": "2024-11",
    "2025-12-31 00:00:00": "2025",
    "đến 31/12/2024": "2024",
    "tính đến ngày 30 tháng 6 năm 2025": "2025-H1",
    "đến 30/6 năm 2025": "2025-H1",
    "số liệu đến 31/8/2023": "2023-08",
    "tính đến 0h ngày 01/4/2024": "2024-04",
    "từ 01/01/2025 đến 30/6/2025": "2025-H1",
    "từ ngày 1/1 đến ngày 30/9/2025": "2025-Q3",
    "nam 2025 – so lieu den 31-12-2025": "2025",
    "năm 2025 (tạm tính đến 15/12/2025)": "2025",
    "năm 2025 (số liệu đến 15/01/2026)": "2025",
    # title lines
    "BÁO CÁO KẾT QUẢ CÔNG NHẬN DANH HIỆU HỌC TẬP 6 THÁNG ĐẦU NĂM 2025": "2025-H1",
    "BAO CAO 6 THANG DAU NAM 2025": "2025-H1",
    "Báo cáo kết quả năm 2024, phương hướng nhiệm vụ năm 2025": "2024",
    "Báo cáo kết quả 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2025": "2025-H1",
    "Kết quả năm 2025 và kế hoạch năm 2026": "2025",
    "Kết quả năm 2025 so với năm 2024": "2025",
    "Quý II và 6 tháng đầu năm 2025": "2025-H1",
    "tháng 12 và cả năm 2025": "2025",
    "Thực hiện Đề án giai đoạn 2021 - 2030 năm 2025": "2025",
    "Biểu số 2: kết quả năm 2025": "2025",
    "Danh hiệu năm 2025 (Ban hành kèm theo Công văn số 12 ngày 5/1/2026)": "2025",
    "Kết quả năm 2024 theo Thông tư 25/2023/TT-BGDĐT, ĐT: 0912 345 678": "2024",
}
NO_PERIOD = [
    "giai đoạn 2021-2030",
    "giai đoạn 2021 đến 2030",
    "từ năm 2021 đến năm 2025",
    "đến năm 2030",
    "tầm nhìn 2045",
    "năm học 2024-2025",
    "6 tháng đầu năm học 2024-2025",
    "HK1 2025-2026",
    "Kế hoạch số 290/KH-UBND ngày 05/12/2023",
    "Quyết định 387/QĐ-TTg ngày 25/3/2022",
    "Quyết định số 387/QĐ-TTg ngày 25 tháng 3 năm 2022 của Thủ tướng Chính phủ",
    "QĐ 677",
    "Thông tư 25/2023/TT-BGDĐT",
    "Thông tư 08/2023",
    "Nghị định 30/2020",
    "Số: 12/BC-HKH",
    "Số: 08/2025/BC-HKH",
    "Biểu 01/2025",
    "Hà Nội, ngày 05 tháng 01 năm 2026",
    "Ngày lập biểu: 05/01/2026",
    "ĐT: 0243.2024.555",
    "024 3825 2024",
    "0912 345 678",
    "so với cùng kỳ năm 2024",
    "Năm 2024 và 2025",
    "năm 2025 (số liệu đến 30/6/2024)",
    "có giá trị 36 tháng",
    "3 tháng",
    "6 tháng cuối năm",
    "Tổng số 2024 hộ",
    "UBND phường Ba Đình",
    "13/2025",
    "1234",
    "",
]


def name_period(text: object) -> str | None:
    period = read_period(text)
    return period.code if period else None


@pytest.mark.parametrize(("phrase", "code"), PHRASES.items())
def test_reads_phrases(phrase: str, code: str) -> None:
    written = {phrase, phrase.upper(), phrase.lower(), unicodedata.normalize("NFD", phrase)}
    assert {name_period(each) for each in written} == {code}


@pytest.mark.parametrize("phrase", NO_PERIOD)
def test_is_not_fooled(phrase: str) -> None:
    assert {name_period(each) for each in (phrase, phrase.upper(), unicodedata.normalize("NFD", phrase))} == {None}


def test_reads_cells_that_are_no_text() -> None:
    cells = [2024, 2024.0, 46022, date(2025, 6, 30), datetime(2025, 3, 31), date(2025, 2, 28)]  # noqa: DTZ001
    assert [name_period(cell) for cell in cells] == ["2024", "2024", "2025", "2025-H1", "2025-Q1", "2025-02"]
    assert [name_period(cell) for cell in (None, True, 7, 123456.5, float("nan"))] == [None] * 5


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["Hà Nội, ngày 5 tháng 1 năm 2026", "KẾT QUẢ NĂM 2025"], "2025"),
        (["6 THÁNG ĐẦU NĂM", "Năm 2025"], "2025-H1"),
        (["Kế hoạch 290/KH-UBND ngày 5/12/2023", "Số liệu đến 31/8/2023"], "2023-08"),
        (["Sheet1", "2023", "quý I năm 2026"], "2026-Q1"),
        (["01/02/2026", "Năm 2025"], "2025"),
        (["năm 2024", "năm 2025"], None),
        (["6 tháng đầu năm 2025", "9 tháng đầu năm 2025"], None),
        (["năm 2024", "số liệu đến 31/12/2025"], None),
        (["số liệu đến 31/8/2023", "số liệu đến 31/12/2023"], None),
        (["2024", "2025"], None),
        ([], None),
    ],
)
def test_the_clearest_line_wins_and_contradictions_do_not(lines: list[str], code: str | None) -> None:
    period = find_period(lines)
    assert (period.code if period else None) == code


@given(
    st.lists(
        st.sampled_from(
            [
                "năm",
                "quý",
                "tháng",
                "đến",
                "ngày",
                "31/12/2025",
                "2024",
                "III",
                "6",
                "T8",
                "-",
                "/",
                "số",
                "giai đoạn",
                "0",
            ]
        )
        | st.text(max_size=5),
        max_size=9,
    )
)
def test_no_line_raises(words: list[str]) -> None:
    for line in (" ".join(words), "".join(words)):
        period = read_period(line)
        assert period is None or 1990 <= period.end.year <= 2100
