"""The page of methods says every limit of the registry, and no other."""

from __future__ import annotations

from dataclasses import fields

from ui.methods_limits import LIMIT_WORDS
from warehouse.thresholds import Thresholds


def test_every_limit_has_its_words() -> None:
    assert set(LIMIT_WORDS) == {one.name for one in fields(Thresholds)}
