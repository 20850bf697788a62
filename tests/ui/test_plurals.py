"""Nouns beside the number one."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ui.format import format_count
from ui.language import use_language
from ui.plurals import name_one

INDICATORS = Path(__file__).parents[2] / "data" / "catalog" / "indicators"
WITHOUT_PLURAL = {"staff", "million visits", "billion VND"}


def test_one_is_singular_in_english_only() -> None:
    use_language("en")
    assert [format_count(count, "clans") for count in (0, 1, 2)] == ["0 clans", "1 clan", "2 clans"]
    assert format_count(1, "villages and residential groups") == "1 village or residential group"
    use_language("vi")
    assert format_count(1, "dòng họ") == "1 dòng họ"


def test_every_noun_of_the_catalogue_has_a_singular() -> None:
    nouns = {tomllib.loads(path.read_text(encoding="utf-8"))["unit_noun_en"] for path in INDICATORS.glob("*.toml")}
    assert {noun for noun in nouns if noun and name_one(noun) == noun} == WITHOUT_PLURAL & nouns
