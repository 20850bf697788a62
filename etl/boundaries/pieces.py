"""Schematic pieces for former wards: each current ward is split into compact parts, one for every former ward it was made of.

No point of a former ward is trustworthy, so its place inside the current ward is drawn from what is known: its share, the other
current wards a divided ward also went to, and where the rest of its district lies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from etl.boundaries.clean import drop_fragments, fill_nearest
from etl.boundaries.divide import Point, divide_cells
from etl.boundaries.raster import EMPTY, LabelArray

MIN_PART_SHARE = 0.12


@dataclass(frozen=True)
class Part:
    """What one former ward gave to one current ward.

    ``ward`` is the label of the current ward, ``former`` and ``district`` are ids; ``weight`` is 1 for a whole former ward, 1/n for
    one divided into n.
    """

    ward: int
    former: str
    district: str
    weight: float


@dataclass(frozen=True)
class Neighbourhood:
    """Where wards lie to each other, as (row, column) of the raster.

    ``contacts[a, b]`` is the mean place, and the number, of the cell edges at which ward ``a`` meets ward ``b``.
    """

    centroids: dict[int, Point]
    contacts: dict[tuple[int, int], tuple[Point, int]]

    def aim(self, ward: int, pull_of_ward: dict[int, float]) -> Point | None:
        """Mean place at which ``ward`` meets the other wards, by their pull; their mean centroid where it meets none of them."""
        others = {other: pull for other, pull in pull_of_ward.items() if other != ward and other in self.centroids}
        met = [(*self.contacts[ward, other], pull) for other, pull in others.items() if (ward, other) in self.contacts]
        if met:
            return _average((point, count * pull) for point, count, pull in met)
        return _average((self.centroids[other], pull) for other, pull in others.items()) if others else None


def _average(weighted_points: Iterable[tuple[Point, float]]) -> Point:
    points, weights = zip(*weighted_points, strict=True)
    row, column = np.average(np.array(points), axis=0, weights=np.array(weights))
    return float(row), float(column)


def survey_neighbourhood(labels: LabelArray) -> Neighbourhood:
    """Centroids of all wards and the places where they meet."""
    known = np.unique(labels[labels != EMPTY])
    centroids = dict(zip(known.tolist(), ndimage.center_of_mass(labels != EMPTY, labels, known), strict=True))
    sides: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for first, second, down in ((labels[:, :-1], labels[:, 1:], (0, 0.5)), (labels[:-1], labels[1:], (0.5, 0))):
        rows, columns = np.nonzero((first != second) & (first != EMPTY) & (second != EMPTY))
        for row, column, a, b in zip(rows, columns, first[rows, columns], second[rows, columns], strict=True):
            point = (row + down[0], column + down[1])
            sides[int(a), int(b)].append(point)
            sides[int(b), int(a)].append(point)
    contacts = {pair: (_average((point, 1) for point in points), len(points)) for pair, points in sides.items()}
    return Neighbourhood(centroids, contacts)


def split_wards(labels: LabelArray, parts: Sequence[Part]) -> LabelArray:
    """Split every ward into its parts.

    Districts first: a ward made from several districts is split among them, each toward the neighbours of that district; then each
    district's zone among the former wards, a divided one toward the other current wards that share it.

    Returns
    -------
    LabelArray
        Position in ``parts`` for each cell of a ward that has parts, ``EMPTY`` elsewhere.
    """
    neighbourhood = survey_neighbourhood(labels)
    pulls = weigh_pulls(parts)
    pieces = np.full(labels.shape, EMPTY, dtype=np.int32)
    windows = ndimage.find_objects(labels + 1)
    for ward, zones in _group_zones(parts).items():
        corner = [side.start for side in windows[ward]]
        cells = np.argwhere(labels[windows[ward]] == ward) + corner
        zone_aims = [neighbourhood.aim(ward, pulls[district]) for district in zones]
        zone_of_cell = divide_cells(
            cells, [sum(parts[p].weight for p in members) for members in zones.values()], zone_aims
        )
        for zone, members in enumerate(zones.values()):
            own = cells[zone_of_cell == zone]
            part_aims = [neighbourhood.aim(ward, pulls[parts[p].former]) for p in members]
            choice = divide_cells(own, [parts[p].weight for p in members], part_aims)
            pieces[own[:, 0], own[:, 1]] = np.array(members)[choice]
    return _tidy_pieces(pieces, labels)


def weigh_pulls(parts: Sequence[Part]) -> dict[str, dict[int, float]]:
    """How strongly each ward draws a former ward or a district: the former ward's weight in it, the district's share of it."""
    total: dict[int, float] = defaultdict(float)
    for part in parts:
        total[part.ward] += part.weight
    pulls: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for part in parts:
        pulls[part.former][part.ward] += part.weight
        pulls[part.district][part.ward] += part.weight / total[part.ward]
    return pulls


def _group_zones(parts: Sequence[Part]) -> dict[int, dict[str, list[int]]]:
    """Ward → district → positions of the parts."""
    zones: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position, part in enumerate(parts):
        zones[part.ward][part.district].append(position)
    return zones


def _tidy_pieces(pieces: LabelArray, labels: LabelArray) -> LabelArray:
    """Give fragments of a piece to a neighbouring piece of the same ward."""
    kept = drop_fragments(pieces, MIN_PART_SHARE)
    for ward, window in enumerate(ndimage.find_objects(labels + 1)):
        if window is not None:
            own = labels[window] == ward
            if (own & (kept[window] != pieces[window])).any():
                filled = fill_nearest(np.where(own, kept[window], EMPTY).astype(np.int32), own)
                kept[window][own] = filled[own]
    return kept
