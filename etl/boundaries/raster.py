"""Which ward's point claims each cell: cost, area and centroid calibration (BOUNDARIES method steps 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
CellArray = npt.NDArray[np.float32]
LabelArray = npt.NDArray[np.int32]
MaskArray = npt.NDArray[np.bool_]

EMPTY = -1
MAX_COST = 1.5
MAX_WEIGHT = 1.2
STEP = 0.35
OUTER_ROUNDS = 15
AREA_ROUNDS = 6
PULL = 0.5
MAX_SHIFT = 0.3


@dataclass(frozen=True)
class Grid:
    """Square cells over a window; row 0 is the southernmost, column 0 the westernmost. Metres."""

    x_min: float
    y_min: float
    cell_m: float
    rows: int
    columns: int

    @classmethod
    def span(cls, x: FloatArray, y: FloatArray, margin_m: float, cell_m: float) -> Grid:
        """Grid that covers the points with a margin."""
        x_min, y_min = float(x.min()) - margin_m, float(y.min()) - margin_m
        rows = int((float(y.max()) + margin_m - y_min) // cell_m) + 1
        columns = int((float(x.max()) + margin_m - x_min) // cell_m) + 1
        return cls(x_min, y_min, cell_m, rows, columns)

    def refine(self, factor: int) -> Grid:
        """The same window in cells ``factor`` times smaller."""
        return Grid(self.x_min, self.y_min, self.cell_m / factor, self.rows * factor, self.columns * factor)

    def crop(self, rows: slice, columns: slice) -> Grid:
        """The part of the window that ``labels[rows, columns]`` covers."""
        x_min, y_min = self.x_min + columns.start * self.cell_m, self.y_min + rows.start * self.cell_m
        return Grid(x_min, y_min, self.cell_m, rows.stop - rows.start, columns.stop - columns.start)

    @property
    def cell_km2(self) -> float:
        """Area of one cell."""
        return (self.cell_m / 1000) ** 2

    def locate(self, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Fractional row and column of points; whole numbers are cell centres."""
        return (y - self.y_min) / self.cell_m - 0.5, (x - self.x_min) / self.cell_m - 0.5

    def place(self, row: FloatArray, column: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Inverse of ``locate``: x and y of fractional rows and columns."""
        return self.x_min + (column + 0.5) * self.cell_m, self.y_min + (row + 0.5) * self.cell_m


@dataclass(frozen=True)
class Sites:
    """Points that compete for cells: metres and square kilometres, one element a ward."""

    x: FloatArray
    y: FloatArray
    area_km2: FloatArray

    @property
    def radius_m(self) -> FloatArray:
        """Radius of a circle of each ward's area."""
        return np.sqrt(self.area_km2 * 1e6 / np.pi)


def assign_cells(grid: Grid, sites: Sites, weights: FloatArray) -> LabelArray:
    """Label each cell with the site of least cost |x − p|/R − w, or ``EMPTY`` where the least exceeds ``MAX_COST``.

    Returns
    -------
    LabelArray
        rows × columns, position of the site in ``sites``.
    """
    best = np.full((grid.rows, grid.columns), MAX_COST, dtype=np.float32)
    labels = np.full(best.shape, EMPTY, dtype=np.int32)
    for site, window, cost in _measure_costs(grid, sites, weights):
        claimed = cost < best[window]
        best[window][claimed] = cost[claimed]
        labels[window][claimed] = site
    return labels


def _measure_costs(
    grid: Grid, sites: Sites, weights: FloatArray
) -> Iterator[tuple[int, tuple[slice, slice], CellArray]]:
    row, column = grid.locate(sites.x, sites.y)
    radius = sites.radius_m / grid.cell_m
    for site in range(len(row)):
        reach = (MAX_COST + weights[site]) * radius[site]
        rows = _clip_range(row[site], reach, grid.rows)
        columns = _clip_range(column[site], reach, grid.columns)
        if rows.start < rows.stop and columns.start < columns.stop:
            down = (np.arange(rows.start, rows.stop) - row[site]) / radius[site]
            along = (np.arange(columns.start, columns.stop) - column[site]) / radius[site]
            squared = np.square(down, dtype=np.float32)[:, None] + np.square(along, dtype=np.float32)[None, :]
            yield site, (rows, columns), np.sqrt(squared) - np.float32(weights[site])


def _clip_range(centre: float, reach: float, length: int) -> slice:
    start = int(np.ceil(centre - reach))
    return slice(min(max(start, 0), length), min(max(int(np.floor(centre + reach)) + 1, 0), length))


def calibrate(grid: Grid, sites: Sites) -> tuple[Sites, FloatArray]:
    """Weights and shifted points with which every ward gets its published area around its published point.

    The published points are centroids (measured: half of them within 2 % of R of the real polygon's), so besides the weights of
    step 3 each point is moved, by at most ``MAX_SHIFT`` R, until the centroid of its cells is where the published point is.
    Wards cut by the window stay as they are.

    Returns
    -------
    tuple
        The shifted sites, and their weights (cost units).
    """
    weights = np.zeros(len(sites.x))
    shifted = sites
    frozen = _find_cut_sites(grid, sites)
    for outer in range(OUTER_ROUNDS):
        step = STEP if outer < OUTER_ROUNDS / 2 else STEP / 2
        for _ in range(AREA_ROUNDS):
            labels = assign_cells(grid, shifted, weights)
            count = np.bincount(labels[labels >= 0], minlength=len(weights))
            error = np.log(np.maximum(count, 1) * grid.cell_km2 / sites.area_km2)
            weights = np.where(frozen, 0, np.clip(weights - step * np.clip(error, -1, 1), -MAX_WEIGHT, MAX_WEIGHT))
        shifted = _shift_sites(grid, sites, shifted, labels, frozen)
    return shifted, weights


def _find_cut_sites(grid: Grid, sites: Sites) -> MaskArray:
    labels = assign_cells(grid, sites, np.zeros(len(sites.x)))
    rim = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    cut = np.bincount(labels[labels >= 0], minlength=len(sites.x)) == 0
    row, column = grid.locate(sites.x, sites.y)
    cut &= (row < 0) | (row > grid.rows) | (column < 0) | (column > grid.columns)
    cut[rim[rim >= 0]] = True
    return np.asarray(cut)


def _shift_sites(grid: Grid, published: Sites, shifted: Sites, labels: LabelArray, frozen: MaskArray) -> Sites:
    x, y, count = find_centroids(grid, labels, len(published.x))
    dx = shifted.x + PULL * (published.x - x) - published.x
    dy = shifted.y + PULL * (published.y - y) - published.y
    shorten = np.minimum(1, MAX_SHIFT * published.radius_m / np.maximum(np.hypot(dx, dy), 1))
    stays = frozen | (count == 0)
    moved_x, moved_y = published.x + dx * shorten, published.y + dy * shorten
    return replace(shifted, x=np.where(stays, shifted.x, moved_x), y=np.where(stays, shifted.y, moved_y))


def find_centroids(
    grid: Grid, labels: LabelArray, label_count: int
) -> tuple[FloatArray, FloatArray, npt.NDArray[np.int64]]:
    """Mean x and y, and number, of the cells of each label; a label without cells has count 0 and a meaningless mean."""
    rows, columns = np.nonzero(labels >= 0)
    label = labels[rows, columns]
    count = np.bincount(label, minlength=label_count)
    row_mean = np.bincount(label, rows, label_count) / np.maximum(count, 1)
    column_mean = np.bincount(label, columns, label_count) / np.maximum(count, 1)
    x, y = grid.place(row_mean, column_mean)
    return x, y, count
