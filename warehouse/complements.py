"""Which further numbers must be hidden so that no hidden one follows from the others by subtraction (METHODS 8).

Counts of one indicator, period and base stand in a table: areas × groups of people, with a total for every area and for every group of a
parent. Each sum is a *node*, each number an *edge* between the two sums it is part of: its row (all groups of the area) and its column (all
children of the parent); a number that is part of one sum only leads to a common outside node. The hidden numbers leave an edge open exactly
when it lies on a cycle of hidden edges: going round it, adding and subtracting one person in turn, changes no sum. So a small number needs
the cheapest path of other numbers from one of its sums to the other (Cox 1980, Journal of the American Statistical Association 75, 377).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

#: A sum is hidden only where nothing smaller helps.
SUM_PENALTY = 1000

Key = tuple[str, str]
Node = tuple[str, ...]
Witness = Mapping[Key, int]
OUTSIDE: Node = ()


class Edge(NamedTuple):
    """A number between two sums: with it the head grows where the tail shrinks. ``price`` of hiding it; None: it would hide nothing."""

    key: Key
    tail: Node
    head: Node
    price: int | None


@dataclass(frozen=True)
class Cell:
    """One number of a table.

    Attributes
    ----------
    area_id, group_id : str
        Key; empty ``group_id``: the total of the area.
    parent_ids : tuple of str
        The areas above it, nearest first.
    size : int or None
        Denominator; None where the source kept the counts back.
    is_protected : bool
        Whether it must not follow from other numbers.
    is_additive : bool
        Whether it is the total, or one of the groups that add up to it.
    is_total_reported : bool
        Whether it is a figure of the area itself, not the sum of the reports under it.
    """

    area_id: str
    group_id: str
    parent_ids: tuple[str, ...]
    size: int | None
    is_protected: bool
    is_additive: bool = True
    is_total_reported: bool = False

    @property
    def key(self) -> Key:
        """Area and group."""
        return self.area_id, self.group_id


def choose_complements(cells: Iterable[Cell]) -> list[Witness]:
    """Find for every protected number what else must be hidden with it, the smallest denominators first.

    Parameters
    ----------
    cells : iterable of Cell
        The numbers of one indicator, period and base; their order changes nothing.

    Returns
    -------
    list of Witness
        For every protected number the change, +1 or −1 for each hidden number, that alters it and no sum. Hidden are the keys of all.

    Examples
    --------
    >>> ward = lambda area, size: Cell(area, "", ("city",), size, is_protected=size < 10)
    >>> choose_complements([ward("a", 7), ward("b", 60), ward("c", 40), Cell("city", "", (), 107, False)])
    [{('a', ''): 1, ('c', ''): -1}]
    """
    table = {cell.key: cell for cell in cells}
    edges = _link(table)
    graph: dict[Node, list[Edge]] = {}
    for edge in edges.values():
        graph.setdefault(edge.tail, []).append(edge)
        graph.setdefault(edge.head, []).append(edge)
    hidden = {key for key, cell in table.items() if cell.is_protected}
    witnesses: list[Witness] = []
    for key in sorted(hidden):
        path = _find_path(graph, hidden, edges[key])
        hidden.update(step for step, _ in path)
        witnesses.append({key: 1, **dict(path)})
    return witnesses


def _link(table: Mapping[Key, Cell]) -> dict[Key, Edge]:
    """Put every number between the sums it is part of."""
    parents = {key: _find_parent(table, cell) for key, cell in table.items()}
    with_children = {(parent, key[1]) for key, parent in parents.items()}
    with_groups = {area for (area, group), cell in table.items() if group and cell.is_additive}
    edges = {}
    for key, cell in table.items():
        area, group = key
        is_in_row = cell.is_additive and (area, "") in table and area in with_groups
        row = ("column", *key) if key in with_children else ("row", area) if is_in_row else OUTSIDE
        column = OUTSIDE if parents[key] is None else ("column", str(parents[key]), group)
        is_sum = key in with_children or (is_in_row and not group)
        price = cell.size * (SUM_PENALTY if is_sum else 1) if cell.size else None
        # A total stands on the other side of its row than its groups.
        edges[key] = Edge(key, row, column, price) if group else Edge(key, column, row, price)
    return edges


def _find_parent(table: Mapping[Key, Cell], cell: Cell) -> str | None:
    """The nearest area above whose total holds this number; None where there is none."""
    for parent in cell.parent_ids:
        above = table.get((parent, cell.group_id))
        if above is not None and above.size is not None and (cell.size is not None or above.is_total_reported):
            return parent
    return None


def _find_path(graph: Mapping[Node, list[Edge]], hidden: set[Key], wanted: Edge) -> list[tuple[Key, int]]:
    """Cheapest way from the head of an edge back to its tail, each number with its sign; hidden ones cost nothing."""
    came: dict[Node, tuple[Node, Key, int]] = {}
    queue: list[tuple[int, Node, Node, Key, int]] = [(0, wanted.head, wanted.head, wanted.key, 0)]
    while queue:
        cost, node, before, key, sign = heappop(queue)
        if node in came:
            continue
        came[node] = (before, key, sign)
        if node == wanted.tail:
            return list(_walk_back(came, wanted))
        for edge in graph[node]:
            price = 0 if edge.key in hidden else edge.price
            onward, sign = (edge.head, 1) if node == edge.tail else (edge.tail, -1)
            if edge.key != wanted.key and price is not None and onward not in came:
                heappush(queue, (cost + price, onward, node, edge.key, sign))
    raise ValueError(f"nothing can be hidden beside {wanted.key}")


def _walk_back(came: Mapping[Node, tuple[Node, Key, int]], wanted: Edge) -> Iterator[tuple[Key, int]]:
    node = wanted.tail
    while node != wanted.head:
        node, key, sign = came[node]
        yield key, sign
