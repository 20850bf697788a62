"""The style sheets of the screens: all are loaded on every page, so none may restyle what another one lays out."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ui"
PAGE_SHEETS = ("map", "targets", "overview", "titles", "compare")
# Details of the board that the ranking opens in the same look.
SHARED = {"d-apart"}


def list_first_classes(name: str) -> set[str]:
    """Classes of ours that a selector of a sheet begins with."""
    text = re.sub(r"/\*.*?\*/", "", (UI / f"{name}.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = [one.strip() for group in re.findall(r"([^{}]+)\{", text) for one in group.split(",")]
    found = (re.match(r"(?:\.stHtml )?(?:\w+)?\.([dt]-[\w-]+)", one) for one in selectors)
    return {match[1] for match in found if match}


@pytest.mark.parametrize(("one", "other"), list(combinations(PAGE_SHEETS, 2)))
def test_no_class_is_laid_out_by_two_screens(one: str, other: str) -> None:
    both = list_first_classes(one) & list_first_classes(other)
    assert both - list_first_classes("style") - SHARED == set()
