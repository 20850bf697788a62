"""Schematic pieces for former wards: each current ward is split into compact parts, one for every former ward it was made of.

No point of a former ward is trustworthy, so its place inside the current ward is drawn from what is known: its share, the other
current wards a divided ward also went to, and where the rest of its district lies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from etl.boundaries.clean import drop_fragments, fill_nearest
from etl.boundaries.divide import Point, divide_cells
from etl.boundaries.raster import EMPTY, LabelArray, MaskArray

MIN_PART_SHARE = 0.12
SWEEPS = 2


@dataclass(frozen=True)
class Part:
    """What one former ward gave to one current ward.

    ``ward``, ``former`` and ``district`` are labels of the current ward, the former ward and its district; ``weight`` is 1 for a
    whole former ward, 1/n for one divided into n.
    """

    ward: int
    former: int
    district: int
    weight: float


def split_wards(labels: LabelArray, parts: Sequence[Part]) -> LabelArray:
    """Split every ward into its parts.

    Districts first: a ward made from several districts is split among them, each toward its neighbours of that district; then each
    district's zone among the former wards, a divided one toward its pieces in other wards. The second sweep starts from the places
    the first one found.

    Returns
    -------
    LabelArray
        Position in ``parts`` for each cell of a ward that has parts, ``EMPTY`` elsewhere.
    """
    splitter = _Splitter(labels, parts)
    for _ in range(SWEEPS):
        for ward in splitter.zones:
            splitter.split(ward)
    return tidy_pieces(splitter.pieces, labels)


def tidy_pieces(pieces: LabelArray, labels: LabelArray) -> LabelArray:
    """Give fragments of a piece to a neighbouring piece of the same ward."""
    kept = drop_fragments(pieces, MIN_PART_SHARE)
    for ward, window in enumerate(ndimage.find_objects(labels + 1)):
        if window is not None:
            own = labels[window] == ward
            if (own & (kept[window] != pieces[window])).any():
                filled = fill_nearest(np.where(own, kept[window], EMPTY).astype(np.int32), own)
                kept[window][own] = filled[own]
    return kept


class _Splitter:
    """The rasters that change while wards are split one after the other."""

    def __init__(self, labels: LabelArray, parts: Sequence[Part]) -> None:
        self.labels = labels
        self.parts = parts
        self.zones = _group_zones(parts)
        self.windows = ndimage.find_objects(labels + 1)
        self.centroids = _find_centroids(labels)
        self.former_homes, self.district_homes = _weigh_homes(parts)
        self.pieces = np.full(labels.shape, EMPTY, dtype=np.int32)
        self.formers = self.pieces.copy()
        self.districts = self._guess_districts()

    def split(self, ward: int) -> None:
        """Place the parts of one ward, looking at what lies around it now."""
        window = _widen(self.windows[ward], self.labels.shape)
        own = self.labels[window] == ward
        cells = np.argwhere(own) + [side.start for side in window]
        zones = self.zones[ward]
        around = _look_around(self.districts[window], own, window)
        aims = [around.get(district) or self._aim_far(ward, self.district_homes[district]) for district in zones]
        weights = [sum(self.parts[part].weight for part in members) for members in zones.values()]
        zone_of_cell = divide_cells(cells, weights, aims)
        around = _look_around(self.formers[window], own, window)
        for zone, (district, members) in enumerate(zones.items()):
            zone_cells = cells[zone_of_cell == zone]
            formers = [self.parts[part].former for part in members]
            aims = [around.get(former) or self._aim_far(ward, self.former_homes[former]) for former in formers]
            chosen = divide_cells(zone_cells, [self.parts[part].weight for part in members], aims)
            place = tuple(zone_cells.T)
            self.pieces[place] = np.array(members)[chosen]
            self.formers[place] = np.array(formers)[chosen]
            self.districts[place] = district

    def _guess_districts(self) -> LabelArray:
        """District of each cell before anything is split: the one that gave most to the ward."""
        district_of_ward = np.full(int(self.labels.max()) + 2, EMPTY, dtype=np.int32)
        for ward, zones in self.zones.items():
            weight = {district: sum(self.parts[part].weight for part in members) for district, members in zones.items()}
            district_of_ward[ward] = max(weight, key=lambda district: (weight[district], -district))
        return district_of_ward[self.labels]

    def _aim_far(self, ward: int, homes: dict[int, float]) -> Point | None:
        """Mean centroid of the other wards that hold the rest, None if there is no rest."""
        others = {other: weight for other, weight in homes.items() if other != ward}
        if not others:
            return None
        row, column = np.average([self.centroids[other] for other in others], axis=0, weights=list(others.values()))
        return float(row), float(column)


def _group_zones(parts: Sequence[Part]) -> dict[int, dict[int, list[int]]]:
    """Ward → district → positions of the parts."""
    zones: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position, part in enumerate(parts):
        zones[part.ward][part.district].append(position)
    return zones


def _weigh_homes(parts: Sequence[Part]) -> tuple[dict[int, dict[int, float]], dict[int, dict[int, float]]]:
    """Former ward → ward → weight, and district → ward → sum of weights."""
    former_homes: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    district_homes: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for part in parts:
        former_homes[part.former][part.ward] += part.weight
        district_homes[part.district][part.ward] += part.weight
    return former_homes, district_homes


def _find_centroids(labels: LabelArray) -> dict[int, Point]:
    known = np.unique(labels[labels != EMPTY])
    return dict(zip(known.tolist(), ndimage.center_of_mass(labels != EMPTY, labels, known), strict=True))


def _widen(window: tuple[slice, slice], shape: tuple[int, ...]) -> tuple[slice, slice]:
    rows, columns = (
        slice(max(side.start - 1, 0), min(side.stop + 1, size)) for side, size in zip(window, shape, strict=True)
    )
    return rows, columns


def _look_around(keys: LabelArray, own: MaskArray, window: tuple[slice, slice]) -> dict[int, Point]:
    """Mean place of the cells just outside ``own`` that hold each key; places count from the raster's corner."""
    rim = ndimage.binary_dilation(own, np.ones((3, 3))) & ~own & (keys != EMPTY)
    places = np.argwhere(rim) + [side.start for side in window]
    found: dict[int, Point] = {}
    for key in np.unique(keys[rim]):
        row, column = places[keys[rim] == key].mean(axis=0)
        found[int(key)] = (float(row), float(column))
    return found
