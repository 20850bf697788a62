"""What looks like a period in a title line and is none: documents and their dates, plan spans, comparisons, telephone numbers, counts."""

from __future__ import annotations

import re
from typing import Final

YEAR: Final = r"(?:199\d|20\d\d)"
DAY: Final = rf"\d{{1,2}}\s*(?:[-/.]\s*\d{{1,2}}\s*[-/.]\s*|thang\s*\d{{1,2}}\s*,?\s*(?:nam\s*|[/,]\s*)){YEAR}"
#: The date of a document, behind its number.
DATED: Final = rf"(?:[\s,(]*(?:ban hanh\s*)?(?:ngay\s*{DAY}|nam\s*{YEAR}))?"
ACTS: Final = (
    r"quyet dinh|qd|thong tu|tt|nghi dinh|nd|nghi quyet|nq|cong van|cv|chi thi|ct|"
    r"thong bao|tb|huong dan|hd|van ban|to trinh|luat|de an"
)
FORMS: Final = r"bieu(?: mau)?|mau(?: bieu)?|phu luc|bang"
NOT_MONTHS: Final = r"(?!\d+\s*(?:thang|th|t)\b)"

NOISE: Final = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        # documents: 290/KH-UBND, Thông tư 25/2023/TT-BGDĐT, QĐ 677, Báo cáo số 12, Luật Giáo dục năm 2019
        rf"(?<![\d/])\d+(?:/\d+)*\s?/(?!\s?(?:nam|thang|quy)\b)[a-z][\w./-]*{DATED}",
        rf"\b(?:{ACTS})\s*(?:so\s*)?:?\s*{NOT_MONTHS}\d+(?!\d|\s*-\s*20\d\d)(?:[/-]\d+)*{DATED}",
        rf"\b(?:{FORMS}|ke hoach|kh|bao cao|bc)\s*so\s*:?\s*\d+(?:[/.-]\w+)*{DATED}",
        rf"\b(?:{FORMS})\s*:?\s*{NOT_MONTHS}\d{{1,3}}[a-z]?(?:/\d+)*(?=[\s:)]|[.-](?!\d)|$)",
        rf"\bso\s*:?\s*\d+\s*/[\w/-]+{DATED}",
        rf"\bluat\s+[a-z ,]{{0,40}}?(?:nam\s*)?{YEAR}",
        # telephone numbers
        r"\b(?:dt|dtdd|sdt|dien thoai|tel|fax|hotline|zalo)\s*[:.]?\s*[\d +().-]{6,}",
        r"(?<!\d)(?:\+84|\(0\d{1,3}\)|0\d{1,3})[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\d)",
        # spans of years, school years
        r"\b(?:(?:\d+ thang|nua) (?:dau|cuoi) |hoc ky \w+ (?:cua )?)?(?:nam hoc|nien khoa)\b"
        rf"(?:\s*{YEAR}(?:\s*-\s*\d{{2,4}})?)?",
        rf"\b(?:(?:giai doan|nhiem ky|tu)\s*)?(?:nam\s*)?(?<![\d/.-]){YEAR}\s*(?:-|~|/|den|toi)\s*(?:nam\s*)?{YEAR}(?!\d)",
        rf"\b(?:tam nhin|dinh huong|muc tieu|phan dau)\s*(?:den\s*)?(?:nam\s*)?{YEAR}",
        rf"(?<!so lieu )(?<!tinh )(?<!luy ke )(?<!tich luy )\bden\s*nam\s*{YEAR}",
        # comparisons: so với cùng kỳ năm 2024
        rf"\b(?:so voi|so sanh voi|cung ky)\s[^.;)]*?{YEAR}(?!\d)",
        # counts
        r"(?<!\d)\d{4}\s+(?:ho|nguoi|gia dinh|dong ho|cong dong|don vi|cong dan|to|thon|truong hop|hoi vien|luot|dong)\b",
        r"\btong so\s*:?\s*\d+",
        # the day a paper was signed, handed in or printed, and days that name no year
        rf"\bngay\s*(?:bao cao|lap|lap bieu|ky|in|gui|nop|ban hanh)\s*:?\s*(?:ngay\s*)?{DAY}",
        r"\bngay\s*\d{1,2}\s*(?:/|thang)\s*\d{1,2}(?!\s*[-/.,]?\s*(?:nam\s*)?\d)",
    )
)
PLANS: Final = re.compile(r"\bphuong huong\b.*|(?:\bva|[,;.-])\s*(?:ke hoach|nhiem vu|du kien|muc tieu|chi tieu)\b.*")
MONTHS_SINCE_JANUARY: Final = re.compile(
    r"\b(?:tu\s*)?thang\s*0?1\s*(?:-|den)\s*(?:het\s*)?(?:thang\s*)?(\d{1,2})(?!\d)", re.ASCII
)
LAST_PART_AND_YEAR: Final = re.compile(r"\b(?:thang 12|quy (?:iv|4))\s*(?:,|va|&)\s*(?:ca\s*)?nam\b")
YEARS_IN_A_ROW: Final = re.compile(rf"\b(nam {YEAR})\s*(?:,|va|&)\s*({YEAR})(?![\d/.-])")


def remove_noise(folded: str) -> str:
    """Take out of a folded line what names no period of its figures; ``tháng 1 đến tháng 6`` becomes ``6 tháng``."""
    for pattern in NOISE:
        folded = pattern.sub(" | ", folded)
    folded = MONTHS_SINCE_JANUARY.sub(r"\1 thang", folded)
    folded = LAST_PART_AND_YEAR.sub("nam", folded)
    return YEARS_IN_A_ROW.sub(r"\1 nam \2", folded)


def remove_plans(folded: str) -> str:
    """Cut off what a line says about the time after the report: ``phương hướng, nhiệm vụ năm 2026``."""
    return PLANS.sub(" | ", folded)
