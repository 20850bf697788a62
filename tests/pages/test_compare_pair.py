"""Two areas side by side: a difference only where one may be stated, and what the pair is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from wording.format import format_number
from wording.language import use_language

OpenPage = Callable[..., AppTest]
HANOI, HCM, WARD = "01.2025-07", "79.2025-07", "00004.2025-07"
NEW_BAC_NINH, OLD_BAC_NINH, SILENT = "24.2025-07", "27.before-2025-07", "96.2025-07"


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


@pytest.fixture(scope="module")
def rows_of(demonstration_folder: Path) -> Iterator[Callable[[str], pl.DataFrame]]:
    """Answer SQL on the release."""
    release_id = (demonstration_folder / "CURRENT").read_text().strip()
    with duckdb.connect(demonstration_folder / "releases" / f"{release_id}.duckdb", read_only=True) as connection:
        yield lambda sql: connection.sql(sql).pl()


def open_pair(open_page: OpenPage, folder: Path, **address: str) -> tuple[AppTest, str]:
    screen = open_page(folder, "xep-hang", kieu_xem="hai-noi", **address)
    assert not screen.exception
    assert not screen.error
    return screen, unescape(read_html(screen))


def read_pairs(html: str) -> dict[str, str]:
    """Lines of the pair by the id of their indicator."""
    lines = re.findall(r"<li><div class='what'>.*?</li>", html, re.DOTALL)
    return {re.search(r"chi_tieu=(\w+)", line)[1]: line for line in lines}  # type: ignore[index]


PAIRS = [
    (HANOI, HCM),
    (WARD, "00008.2025-07"),
    (WARD, HANOI),
    (NEW_BAC_NINH, OLD_BAC_NINH),
    (HANOI, "VN"),
    (SILENT, HANOI),
]


@pytest.mark.parametrize("year", ["2025", "2030"])
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_difference_stands_only_between_numbers_of_one_base_period_and_nature(
    open_page: OpenPage,
    demonstration_folder: Path,
    rows_of: Callable[[str], pl.DataFrame],
    first: str,
    second: str,
    year: str,
) -> None:
    _screen, html = open_pair(open_page, demonstration_folder, noi=first, so_voi=second, moc=year)
    pairs = read_pairs(html)
    assert pairs
    values = rows_of(
        "select distinct indicator_id, area_id, period, basis, is_simulated, numerator, denominator, value from mart_attainment"
        f" where area_id in ('{first}', '{second}') and group_id is null and value is not null and completeness >= 0.7999999"
        " and estimated_share <= 0.2 and qualifier = 'exact' and basis <> 'unknown' and territory <> 'common'"
    )
    comparable = rows_of_pairs(values, first, second)
    for indicator_id, line in pairs.items():
        stated = re.search(r"<div class='apart'><b>([+−]?[\d.,]+)</b>", line)
        if stated is None:
            assert "i-not_comparable" in line.split("<div class='apart'>")[1]
        else:
            assert stated[1] in comparable.get(indicator_id, set()), indicator_id


def rows_of_pairs(values: pl.DataFrame, first: str, second: str) -> dict[str, set[str]]:
    """Differences, as printed, of every pair of values on one base, of one period and nature."""
    on = ["indicator_id", "period", "basis", "is_simulated"]
    sides = [values.filter(pl.col("area_id") == area_id) for area_id in (first, second)]
    joined = sides[0].join(sides[1], on=on, suffix="_other")
    found: dict[str, set[str]] = {}
    for row in joined.iter_rows(named=True):
        apart = find_rate(row, "") - find_rate(row, "_other")
        sign = "+" if apart > 0 else "−" if apart < 0 else ""
        found.setdefault(row["indicator_id"], set()).add(f"{sign}{format_number(abs(apart), 2)}")
    return found


def find_rate(row: dict[str, Any], suffix: str) -> float:
    """Rate from the counts where there are counts."""
    x, n = row[f"numerator{suffix}"], row[f"denominator{suffix}"]
    return 100 * x / n if x is not None and n else float(row[f"value{suffix}"])


def test_hanoi_and_hcm_have_differences_and_say_why_others_have_none(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    _screen, html = open_pair(open_page, demonstration_folder, noi=HANOI, so_voi=HCM, moc="2030")
    lines = read_pairs(html).values()
    assert sum("<div class='apart'><b>" in line for line in lines) >= 8
    assert any("khác kỳ" in line or "mẫu số khác nhau" in line or "có nơi chưa có số liệu" in line for line in lines)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (WARD, HANOI, "là một phần của"),
        (NEW_BAC_NINH, OLD_BAC_NINH, "là một trong các địa bàn hợp thành"),
        (NEW_BAC_NINH, "24.before-2025-07", "Cùng mang mã 24"),
    ],
)
def test_what_a_pair_is_is_said(
    open_page: OpenPage, demonstration_folder: Path, first: str, second: str, words: str
) -> None:
    _screen, html = open_pair(open_page, demonstration_folder, noi=first, so_voi=second)
    assert words in html


def test_an_unknown_second_area_falls_back(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen, html = open_pair(open_page, demonstration_folder, noi=HANOI, so_voi="nowhere")
    assert "Hồ Chí Minh" in html
    assert screen.query_params["so_voi"] == HCM


def test_counts_are_never_subtracted(open_page: OpenPage, demonstration_folder: Path) -> None:
    _screen, html = open_pair(open_page, demonstration_folder, noi=HANOI, so_voi=OLD_BAC_NINH)
    counts = [line for name, line in read_pairs(html).items() if name.endswith("_count")]
    assert counts
    assert any("số đếm tùy theo quy mô" in line for line in counts)
    assert not any("<div class='apart'><b>" in line for line in counts)


def test_a_number_without_a_stated_base_meets_no_target(open_page: OpenPage, demonstration_folder: Path) -> None:
    _screen, html = open_pair(open_page, demonstration_folder, noi=HANOI, so_voi="VN", moc="2025")
    line = read_pairs(html)["learning_citizen_rate_all"]
    assert "60,09%" in line
    assert "d-bullet" in line
    assert not re.search(r"<b style='left", line)
    assert re.search(r"<b style='left", read_pairs(html)["learning_family_rate"])
