"""Nouns beside the number one."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import polars as pl

from ui.quality_words import tell_days
from ui.query_drawing import tell_size
from warehouse.sandbox import QueryAnswer
from wording.format import format_count
from wording.language import use_language
from wording.plurals import name_one

INDICATORS = Path(__file__).parents[2] / "data" / "catalog" / "indicators"
WITHOUT_PLURAL = {"staff", "million visits", "billion VND"}


def test_one_is_singular_in_english_only() -> None:
    use_language("en")
    assert [format_count(count, "clans") for count in (0, 1, 2)] == ["0 clans", "1 clan", "2 clans"]
    assert format_count(1, "villages and residential groups") == "1 village or residential group"
    use_language("vi")
    assert format_count(1, "dòng họ") == "1 dòng họ"


def test_days_and_sizes_are_singular_for_one() -> None:
    use_language("en")
    ends = [tell_days(date(2026, 6, 30), date(2026, 7, day)) for day in (1, 2)]
    assert ends == ["1 day since the period ended", "2 days since the period ended"]
    sizes = [
        tell_size(QueryAnswer(pl.DataFrame({"x": range(count)}), ("x",), is_cut=False, seconds=0.5)) for count in (1, 2)
    ]
    assert sizes == ["1 row · 1 column · 0.50 s", "2 rows · 1 column · 0.50 s"]
    use_language("vi")
    assert tell_days(date(2026, 6, 30), date(2026, 7, 1)) == "đã 1 ngày kể từ cuối kỳ"


def test_every_noun_of_the_catalogue_has_a_singular() -> None:
    nouns = {tomllib.loads(path.read_text(encoding="utf-8"))["unit_noun_en"] for path in INDICATORS.glob("*.toml")}
    assert {noun for noun in nouns if noun and name_one(noun) == noun} == WITHOUT_PLURAL & nouns
