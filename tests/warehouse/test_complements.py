"""Complementary suppression: what is hidden cannot be found by any adding and subtracting, which a rank of exact fractions decides."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.complements import Cell, Key, choose_complements

LIMIT = 10
GROUPS = ("farmers", "workers", "students")


def ward(area: str, size: int, parents: tuple[str, ...] = ("city",)) -> Cell:
    return Cell(area, "", parents, size, is_protected=0 < size < LIMIT)


def hide(cells: list[Cell]) -> set[Key]:
    return {key for witness in choose_complements(cells) for key in witness}


def test_one_small_ward_takes_the_next_smallest_with_it() -> None:
    cells = [ward("a", 7), ward("b", 60), ward("c", 40), ward("d", 41), Cell("city", "", (), 148, False)]
    assert hide(cells) == {("a", ""), ("c", "")}


def test_two_small_wards_protect_each_other() -> None:
    assert hide([ward("a", 7), ward("b", 5), ward("c", 40), Cell("city", "", (), 52, False)]) == {("a", ""), ("b", "")}


def test_an_only_ward_takes_its_total_with_it() -> None:
    assert hide([ward("a", 7), Cell("city", "", (), 7, False)]) == {("a", ""), ("city", "")}


def test_without_a_total_nothing_more_is_hidden() -> None:
    assert hide([ward("a", 7), ward("b", 60)]) == {("a", "")}


def test_an_empty_ward_hides_nothing() -> None:
    assert hide([ward("a", 7), ward("b", 0), ward("c", 40), Cell("city", "", (), 47, False)]) == {("a", ""), ("c", "")}


def test_a_small_group_takes_a_group_and_another_ward_with_it() -> None:
    """One group alone follows from the ward's total, one ward alone from the city's: four numbers are the least."""
    sizes = {"a": (5, 80, 60), "b": (50, 90, 70), "c": (40, 70, 50)}
    cells = tabulate(sizes)
    assert hide(cells) == {("a", "farmers"), ("a", "students"), ("c", "farmers"), ("c", "students")}


def test_groups_that_overlap_are_no_parts_of_the_total() -> None:
    cells = [ward("a", 100), Cell("a", "staff", ("city",), 7, True, is_additive=False)]
    assert hide(cells) == {("a", "staff")}


def test_a_number_kept_back_at_source_follows_from_a_reported_total_only() -> None:
    kept, others = Cell("a", "", ("city",), None, True), [ward("b", 60), ward("c", 40)]
    assert hide([kept, *others, Cell("city", "", (), 100, False)]) == {("a", "")}
    assert hide([kept, *others, Cell("city", "", (), 107, False, is_total_reported=True)]) == {("a", ""), ("c", "")}


def tabulate(sizes: dict[str, tuple[int, ...]], districts: dict[str, str] | None = None) -> list[Cell]:
    """Wards × groups with every total: of wards, of groups in districts and in the city, of all."""
    parents = {area: tuple(filter(None, ((districts or {}).get(area), "city"))) for area in sizes}
    totals: dict[Key, int] = {}
    cells = []
    for area, counts in sizes.items():
        for group, size in zip(("", *GROUPS), (sum(counts), *counts), strict=True):
            cells.append(Cell(area, group, parents[area], size, 0 < size < LIMIT))
            for parent in parents[area]:
                totals[parent, group] = totals.get((parent, group), 0) + size
    above = {"city": ()} | dict.fromkeys(set((districts or {}).values()), ("city",))
    return cells + [Cell(area, group, above[area], size, 0 < size < LIMIT) for (area, group), size in totals.items()]


def find_determined(cells: list[Cell], hidden: set[Key]) -> set[Key]:
    """Hidden numbers that follow from what is shown: exact elimination over the wards' groups, which everything else sums up."""
    units = [
        cell
        for cell in cells
        if "city" in cell.parent_ids and not any(cell.area_id in other.parent_ids for other in cells)
    ]
    base = [cell for cell in units if cell.group_id]
    shown = []
    for cell in cells:
        inside = [
            (unit.area_id == cell.area_id or cell.area_id in unit.parent_ids) and cell.group_id in ("", unit.group_id)
            for unit in base
        ]
        shown.append((cell.key, [Fraction(one) for one in inside]))
    known = reduce_rows([row for key, row in shown if key not in hidden])
    return {key for key, row in shown if key in hidden and not any(subtract(row, known))}


def reduce_rows(rows: list[list[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    reduced: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        rest = subtract(row, reduced)
        pivot = next((i for i, number in enumerate(rest) if number), None)
        if pivot is not None:
            reduced.append((pivot, [number / rest[pivot] for number in rest]))
    return reduced


def subtract(row: list[Fraction], known: list[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for pivot, basis in known:
        if row[pivot]:
            row = [a - row[pivot] * b for a, b in zip(row, basis, strict=True)]
    return row


SIZES = st.integers(0, 25)
TABLES = st.dictionaries(st.sampled_from("abcdefg"), st.tuples(SIZES, SIZES, SIZES), min_size=1, max_size=7)
DISTRICTS = st.fixed_dictionaries({area: st.sampled_from(["north", "south"]) for area in "abcdefg"})


@settings(max_examples=400, deadline=None)
@given(TABLES, st.none() | DISTRICTS)
def test_no_protected_number_follows_from_what_is_shown(
    sizes: dict[str, tuple[int, ...]], districts: dict[str, str] | None
) -> None:
    cells = tabulate(sizes, districts)
    protected = {cell.key for cell in cells if cell.is_protected}
    hidden = hide(cells)
    assert protected <= hidden
    assert not protected & find_determined(cells, hidden)


@settings(max_examples=100, deadline=None)
@given(TABLES, DISTRICTS, st.randoms())
def test_row_order_changes_nothing(sizes: dict[str, tuple[int, ...]], districts: dict[str, str], random: Any) -> None:
    cells = tabulate(sizes, districts)
    shuffled = list(cells)
    random.shuffle(shuffled)
    assert choose_complements(cells) == choose_complements(shuffled)
