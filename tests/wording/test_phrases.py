"""Sentences keep their numbers through translation."""

from __future__ import annotations

import pytest

from wording.language import use_language
from wording.phrases import Figure, compose, compose_plural, fill, join, list_figures, write

GAP = Figure("gap:1", "12.345")


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    use_language("vi")


def test_a_number_stays_a_number_in_a_translated_sentence() -> None:
    phrase = compose("{count} still missing", count=GAP)
    assert write(phrase) == "còn thiếu 12.345"
    assert list_figures(phrase) == [GAP]


def test_a_phrase_inside_a_sentence_keeps_its_numbers() -> None:
    inner = compose("{count} still missing", count=GAP)
    assert list_figures(fill("{name}: {gap}", name="Hà Nội", gap=inner)) == [GAP]
    assert write(fill("{name}: {gap}", name="Hà Nội", gap=inner)) == "Hà Nội: còn thiếu 12.345"


def test_plurals_follow_the_number() -> None:
    use_language("en")
    one, many = (
        compose_plural("{count} file", "{count} files", number, count=Figure("n", str(number))) for number in (1, 2)
    )
    assert (write(one), write(many)) == ("1 file", "2 files")


def test_joining_leaves_empty_phrases_out() -> None:
    assert join([("a",), (), (GAP,), ("b",)], " · ") == ("a · ", GAP, " · b")
    assert join([]) == ()


def test_a_field_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{place}: {count}", place="Hà Nội")
