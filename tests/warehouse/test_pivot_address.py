"""A pivot as a link and as a file: read back as it was written; what is wrong is named, never guessed."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.errors import PivotError
from warehouse.model import Basis, Era, Level, Territory
from warehouse.pivot import Axis, PivotSpec, Units, Value
from warehouse.pivot_address import FILE_KIND, SavedView, read_file, read_parameters, write_file, write_parameters
from warehouse.pivot_filter import RowFilter

KNOWN = ("noi", "hang", "cot")
DEFAULT = PivotSpec("VN", (Units(Level.PROVINCE, Era.AFTER, Territory.CURRENT),), ("one",), ("2024",))


def some(values: Any, size: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """One to a few values, each once, in any order."""
    return st.lists(st.sampled_from(list(values)), min_size=1, max_size=size, unique=True).map(tuple)


@st.composite
def specs(draw: st.DrawFn) -> PivotSpec:
    axes = draw(st.permutations(list(Axis)))
    ends = sorted(draw(st.tuples(st.integers(0, 1000), st.integers(0, 1000))))
    return PivotSpec(
        place=draw(st.sampled_from(["VN", "01.2025-07"])),
        units=draw(some(Units(*parts) for parts in product(Level, Era, Territory))),
        indicators=draw(some(["one", "other", "third"])),
        periods=draw(some(["2023", "2024", "2025-H1", "2026-Q3", "2023-08"])),
        groups=draw(some(["everybody", "farmers", "workers"])),
        bases=draw(some(Basis)),
        rows=tuple(axes[: draw(st.integers(1, 2))]),
        columns=tuple(axes[2 : draw(st.integers(2, 3))]),
        values=draw(some(Value)),
        target_year=draw(st.sampled_from([None, 2025, 2030])),
        filter=RowFilter(ends[0] / 10, ends[1] / 10, draw(st.sampled_from([None, 1, 12_345_678])), draw(st.sampled_from([None, 0.5]))),
        focus=draw(st.sampled_from(["", "2024"])),
    )  # fmt: skip


@given(specs())
def test_a_link_names_the_whole_question(spec: PivotSpec) -> None:
    parameters = write_parameters(spec)
    without_year = {**parameters, "moc": parameters.get("moc", "")}
    read, wrong = read_parameters(without_year, DEFAULT)
    assert wrong == ()
    assert read == spec


@given(specs())
def test_a_file_brings_back_the_link(spec: PivotSpec) -> None:
    view = SavedView("Hà Nội · Gia đình học tập", write_parameters(spec))
    assert read_file(write_file(view), [*view.parameters]) == view


@pytest.mark.parametrize(
    ("key", "text"),
    [("hang", "area,nonsense"), ("cot", "?"), ("co_so", "all"), ("don_vi", "ward"), ("gia_tri", "1"), ("tu", "a"), ("thieu_duoi", "1.5")],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_left_out(key: str, text: str) -> None:
    assert read_parameters({key: text, "cac_ky": "2023"}, DEFAULT) == (
        read_parameters({"cac_ky": "2023"}, DEFAULT)[0],
        (key,),
    )


def test_a_contradiction_leaves_the_default() -> None:
    asked = {"hang": "period", "cot": "period"}
    assert read_parameters(asked, DEFAULT) == (DEFAULT, ("hang", "cot"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "JSON"),
        (b"[]", "saved view"),
        (b"{}", "saved view"),
        (b"[" * 19_000, "JSON"),
        (b" " * 30_000, "KB"),
        (json.dumps({"kind": FILE_KIND, "version": 9, "parameters": {}}).encode(), "version 9"),
        (json.dumps({"kind": FILE_KIND, "version": 1, "parameters": {"hang": 1}}).encode(), "texts"),
        (json.dumps({"kind": FILE_KIND, "version": 1, "parameters": {"release": "x"}}).encode(), "release"),
    ],
)
def test_a_file_that_is_no_view_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(PivotError, match=words) as refused:
        read_file(content, KNOWN)
    assert refused.value.message_vi != refused.value.message_en
