"""Counts as people type them: cells to values, reasons and rules."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.cells import CELL_SCHEMA
from etl.findings import RULES_FOLDER
from etl.values.numbers import read_numbers

NAN, INF = float("nan"), float("inf")
COUNTS = st.integers(0, 10**9)
SEPARATORS = {
    "Vietnamese": (".", ","),
    "English": (",", "."),
    "spaced": (" ", ","),
    "non-breaking": ("\u00a0", ","),
    "Swiss": ("'", "."),
}


def make_cells(column: list[Any], key: str = "E", **fields: Any) -> pl.DataFrame:
    """One column of a form; a number for a number cell, a text for a typed one."""
    numbers = [cell if isinstance(cell, float) else None for cell in column]
    blank = {name: [None] * len(column) for name in CELL_SCHEMA}
    known = {"line_id": 0, "column_number": ord(key), "measure": "total", "scale": 1, "is_percent": False, **fields}
    given_fields = {name: value if isinstance(value, list) else [value] * len(column) for name, value in known.items()}
    rows = {**blank, **given_fields, "text": [str(cell) for cell in column], "number": numbers}
    return pl.DataFrame(rows, schema=CELL_SCHEMA)


def read_one(cell: str | float, **fields: Any) -> dict[str, Any]:
    return read_numbers(make_cells([cell], **fields)).row(0, named=True)


def group_digits(count: int, sign: str) -> str:
    return f"{count:,}".replace(",", sign)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("05", 5),
        (" 12 ", 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u2009234", 1234),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("1'234", 1234),
        ("1.234,0", 1234),
        ("1,234.00", 1234),
        ("+5", 5),
        ("'123", 123),
        ("12 người", 12),
        ("1.234 hộ", 1234),
        ("7 Gia đình học tập", 7),
        ("12 ho.", 12),
        ("１２３", 123),
        ("12.", 12),
        ("1234.0", 1234),
        ("1E+05", 100000),
        ("1,2E+05", 120000),
        ("\u200b15\ufeff", 15),
        (5.0, 5),
        (0.0, 0),
        (1e12, 10**12),
    ],
)
def test_reads_counts(text: str | float, count: int) -> None:
    answer = read_one(text)
    assert (answer["value"], answer["rule"], answer["missing_reason"]) == (count, None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (text, "not_reported")
        for text in ("-", "–", "—", "--", "(-)", "x", "X", "…", "...", "..", "không", "Không có", "KHONG CO")
    ]
    + [
        (text, "not_reported")
        for text in ("chưa có", "Chưa có số liệu.", "KBC", "kbc", "Không báo cáo", "chưa báo cáo", "n/a", "NA")
    ]
    + [("không áp dụng", "not_applicable"), ("bảo mật", "suppressed")],
)
def test_reads_typed_missing(text: str, reason: str) -> None:
    answer = read_one(text)
    assert (answer["value"], answer["rule"], answer["missing_reason"]) == (None, None, reason)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\u200b"])
def test_a_blank_cell_is_left_to_the_caller(text: str) -> None:
    answer = read_one(text)
    assert (answer["value"], answer["rule"], answer["missing_reason"], answer["readings"]) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "rule", "readings"),
    [
        ("45,5%", "percent_in_count_column", None),
        ("100 %", "percent_in_count_column", None),
        ("(5)", "negative", ["5"]),
        ("-5", "negative", ["5"]),
        ("−1.234", "negative", ["1,234", "1234"]),
        (-5.0, "negative", ["5"]),
        ("2025-03-01 00:00:00", "date_instead_of_number", None),
        ("1903-05-18 00:00:00", "date_instead_of_number", ["1234"]),
        ("31/12/2025", "date_instead_of_number", None),
        ("10:30:00", "date_instead_of_number", None),
        (1.234, "ambiguous_number", ["1,234", "1234"]),
        (12.5, "not_a_whole_number", ["12500"]),
        (0.455, "not_a_whole_number", None),
        (1234.5, "not_a_whole_number", None),
        ("1.234,5", "not_a_whole_number", None),
        ("0,455", "not_a_whole_number", None),
        (NAN, "not_a_number", None),
        (INF, "not_a_number", None),
        (2e12, "too_large", None),
        ("9" * 40, "too_large", None),
        ("1E+30", "too_large", None),
        ("12 nghìn người", "not_a_number", ["12000"]),
        ("1,5 triệu", "not_a_number", ["1500000"]),
        ("1.234đ", "not_a_number", None),
        ("00123", "not_a_number", None),
        ("1.23.456", "not_a_number", None),
        ("1.234,567.8", "not_a_number", None),
        ("12 34", "not_a_number", None),
        ("5²", "not_a_number", None),
        ("12-15", "not_a_number", None),
        ("True", "not_a_number", None),
        ("x" * 5000, "not_a_number", None),
        ("#REF!", "formula_error", None),
        ("=SUM(A1:A3)", "formula_without_result", None),
    ],
)
def test_breaks_a_rule(text: str | float, rule: str, readings: list[str] | None) -> None:
    answer = read_one(text)
    assert (answer["value"], answer["rule"], answer["readings"]) == (None, rule, readings)


def test_every_rule_has_its_words() -> None:
    rules = tomllib.loads((RULES_FOLDER / "numbers.toml").read_text(encoding="utf-8"))
    for rule in rules.values():
        for language in ("vi", "en"):
            assert rule[language].format(value="1.234", readings="1,234 / 1234", reading="1234")


def test_a_formula_error_is_never_an_empty_cell() -> None:
    cells = make_cells(["", "", "5", "#N/A"], error=["#REF!", "formula", None, "#N/A"])
    assert read_numbers(cells)["rule"].to_list() == ["formula_error", "formula_without_result", None, "formula_error"]


def test_a_number_under_a_percent_format_is_no_count() -> None:
    cells = make_cells([0.455, 5.0, "KBC", "12"], is_percent=True)
    assert read_numbers(cells)["rule"].to_list() == ["percent_in_count_column", "percent_in_count_column", None, None]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("hơn 500", "at_least"),
        ("> 500", "at_least"),
        ("trên 500 hộ", "at_least"),
        ("gần 500", "at_most"),
        ("<=500", "at_most"),
        ("khoảng 500", "about"),
        ("~500", "about"),
        ("Ước tính 500", "about"),
        ("500", "exact"),
        (500.0, "exact"),
    ],
)
def test_reads_qualifiers(text: str | float, qualifier: str) -> None:
    answer = read_one(text)
    assert (answer["value"], answer["qualifier"]) == (500, qualifier)


@pytest.mark.parametrize(
    ("evidence", "text", "count", "rule"),
    [
        ("5", "1.234", 1234, None),
        ("1.234.567", "1.234", 1234, None),
        ("2.345,0", "1.234", 1234, None),
        ("2,5", "1.234", 1234, None),
        ("2.5", "1.234", None, "ambiguous_number"),
        ("2,345.0", "1.234", None, "ambiguous_number"),
        ("2,345,678", "1.234", None, "ambiguous_number"),
        ("2.5", "1,234", 1234, None),
        ("2,5", "1,234", None, "ambiguous_number"),
        ("0.455", "1.234", None, "ambiguous_number"),
        ("12345.678", "1.234", None, "ambiguous_number"),
    ],
)
def test_the_column_decides_a_separator(evidence: str, text: str, count: int | None, rule: str | None) -> None:
    read = read_numbers(make_cells([evidence, text])).row(1, named=True)
    assert (read["value"], read["rule"]) == (count, rule)
    if rule:
        assert read["readings"] == ["1,234", "1234"]


def test_another_column_is_no_evidence() -> None:
    cells = pl.concat([make_cells(["1.234"]), make_cells(["2.5"], key="F")])
    assert read_numbers(cells)["value"].to_list()[0] == 1234


def test_conflicting_evidence_leaves_both_readings() -> None:
    read = read_numbers(make_cells(["1.5", "1,5", "1.234", "1,234", "7", "1.234.567"]))
    assert read["rule"].to_list()[2:] == ["ambiguous_number", "ambiguous_number", None, None]
    assert read["readings"].to_list()[2] == ["1,234", "1234"]


@pytest.mark.parametrize(
    ("column", "answers"),
    [
        (["1.234"], [["1234", "1234000"]]),
        (["1.234", "12,5"], [1234000, 12500]),
        (["1.234", "12.5"], [1234, 12500]),
        (["1.234", "12.5", "1,5"], [["1234", "1234000"], 12500, 1500]),
        (["12", "1 234", "hơn 5"], [12000, 1234000, 5000]),
        ([12.3, 1.1, 0.455, 1234.0], [12300, 1100, 455, 1234000]),
        ([1.2345, "1,2345"], ["not_a_whole_number", "not_a_whole_number"]),
    ],
)
def test_thousands_are_scaled_or_left_open(column: list[Any], answers: list[Any]) -> None:
    read = read_numbers(make_cells(column, scale=1000))
    given_answers = [
        row["value"] if row["value"] is not None else row["readings"] or row["rule"]
        for row in read.iter_rows(named=True)
    ]
    assert given_answers == answers
    counted = read.filter(pl.col("rule").is_null() | (pl.col("rule") == "ambiguous_number"))
    assert set(counted["qualifier"]) <= {"about", "at_least"}


def test_keeps_rows_columns_and_order() -> None:
    cells = make_cells(["1.234", 5.0, "", "KBC", "12", "1 234", "7 hộ", 1.5]).with_columns(
        cell=pl.Series(list("abcdefgh"))
    )
    read = read_numbers(cells)
    assert read.select(cells.columns).equals(cells)
    assert read["value"].to_list() == [1234, 5, None, None, 12, 1234, 7, None]
    assert read.schema["value"] == pl.Decimal(18, 4)
    assert read_numbers(cells.clear()).schema == read.schema


@pytest.mark.parametrize("writing", SEPARATORS)
@given(counts=st.lists(COUNTS, min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_counts_read_back_beside_evidence(writing: str, counts: list[int]) -> None:
    group, decimal = SEPARATORS[writing]
    column = [group_digits(1234567, group), f"12{decimal}0", *(group_digits(count, group) for count in counts)]
    read = read_numbers(make_cells(column))
    assert read["value"].to_list() == [1234567, 12, *counts]


@given(counts=st.lists(COUNTS, min_size=1, max_size=12), writing=st.sampled_from(["Vietnamese", "English"]))
@settings(max_examples=60, deadline=None)
def test_thousands_read_back_beside_evidence(counts: list[int], writing: str) -> None:
    group, decimal = SEPARATORS[writing]
    texts = [f"{group_digits(count // 1000, group)}{decimal}{count % 1000:03}" for count in counts]
    read = read_numbers(make_cells([f"1{decimal}5", *texts], scale=1000))
    assert read["value"].to_list() == [1500, *counts]
    numbers = read_numbers(make_cells([count / 1000 for count in counts], scale=1000))
    assert numbers["value"].to_list() == counts


@given(column=st.lists(st.text(alphabet="0123456789., '-", min_size=1, max_size=14), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_value_follows_one_of_the_two_conventions(column: list[str]) -> None:
    """Also across cells: never a third reading, so never one a power of 1000 from both."""
    for row in read_numbers(make_cells(column)).filter(pl.col("value").is_not_null()).iter_rows(named=True):
        bare = row["text"].replace(" ", "").replace("'", "").strip(",.")
        meant = [bare.replace(".", "").replace(",", "."), bare.replace(",", "")]
        assert row["value"] in [Decimal(each) for each in meant if each.count(".") <= 1]


@given(
    column=st.lists(
        st.text(max_size=12)
        | st.text(alphabet="0123456789.,eE+-%()#= xhộnghìơ~>/:", max_size=12)
        | st.floats()
        | st.integers(-(10**20), 10**20).map(str),
        max_size=10,
    ),
    scale=st.sampled_from([1, 1000, 1000000]),
)
@settings(max_examples=150, deadline=None)
def test_nothing_raises_and_a_value_is_a_count(column: list[Any], scale: int) -> None:
    read = read_numbers(make_cells(column, scale=scale))
    assert read.height == len(column)
    values = read["value"].drop_nulls().to_list()
    assert all(0 <= value <= 10**12 and value == int(value) for value in values)
    told = pl.sum_horizontal(pl.col("value", "missing_reason", "rule").is_not_null().cast(pl.Int8))
    assert read.select(told.max()).item() in (None, 0, 1)
