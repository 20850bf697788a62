"""Tidy the labels of the raster: fragments, coastline, holes, ragged edges (BOUNDARIES method step 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from etl.boundaries.raster import EMPTY, Grid, LabelArray, MaskArray


@dataclass(frozen=True)
class Cleaning:
    """How much to tidy: smallest part kept (share of its ward), outline closing, largest hole filled, majority passes."""

    min_part_share: float = 0.12
    closing_m: float = 800
    max_hole_km2: float = 12
    majority_passes: int = 2


def clean_labels(labels: LabelArray, grid: Grid, cleaning: Cleaning) -> LabelArray:
    """Labels without fragments, holes and ragged edges; the land is at least as large as before."""
    land = fill_holes(
        close_outline(labels != EMPTY, cleaning.closing_m / grid.cell_m), cleaning.max_hole_km2 / grid.cell_km2
    )
    cleaned = fill_nearest(drop_fragments(labels, cleaning.min_part_share), land)
    for _ in range(cleaning.majority_passes):
        cleaned = vote_majority(cleaned)
    return fill_nearest(drop_fragments(cleaned, cleaning.min_part_share), cleaned != EMPTY)


def drop_fragments(labels: LabelArray, min_share: float) -> LabelArray:
    """Empty the cells of every connected part that is neither its label's largest nor ``min_share`` of its cells."""
    kept = labels.copy()
    for label, window in enumerate(ndimage.find_objects(labels + 1)):
        if window is None:
            continue
        own = labels[window] == label
        parts, part_count = ndimage.label(own)
        if part_count > 1:
            size = np.bincount(parts[own], minlength=part_count + 1)
            small = size < min(min_share * own.sum(), size.max())
            kept[window][own & small[parts]] = EMPTY
    return kept


def close_outline(land: MaskArray, radius: float) -> MaskArray:
    """Morphological closing with a disk (cells); creeks narrower than the disk become land, the outside stays open."""
    margin = int(np.ceil(radius)) + 1
    padded = np.pad(land, margin, mode="edge")
    widened = ndimage.distance_transform_edt(~padded) <= radius
    closed = ndimage.distance_transform_edt(np.pad(widened, margin, mode="edge")) > radius
    inner = tuple(slice(2 * margin, 2 * margin + length) for length in land.shape)
    return np.asarray(closed[inner] | land)


def fill_holes(land: MaskArray, max_cells: float) -> MaskArray:
    """Turn enclosed water smaller than ``max_cells`` into land; water that meets the rim stays."""
    parts, part_count = ndimage.label(~land)
    size = np.bincount(parts.ravel(), minlength=part_count + 1)
    small = size < max_cells
    small[np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]])] = False
    return np.asarray(land | (small[parts] & ~land))


def fill_nearest(labels: LabelArray, land: MaskArray) -> LabelArray:
    """Give each empty cell of the land the label of the nearest labelled cell; cells off the land become empty."""
    if not (land & (labels == EMPTY)).any():
        return np.where(land, labels, EMPTY).astype(np.int32)
    nearest = ndimage.distance_transform_edt(labels == EMPTY, return_distances=False, return_indices=True)
    return np.where(land, labels[tuple(nearest)], EMPTY).astype(np.int32)


def vote_majority(labels: LabelArray) -> LabelArray:
    """Replace each cell by the commonest label (empty included) of its 3 × 3 neighbourhood; a tie keeps the cell as it is."""
    padded = np.pad(labels, 1, mode="edge")
    rows, columns = np.nonzero(ndimage.maximum_filter(labels, 3) != ndimage.minimum_filter(labels, 3))
    around = np.stack([padded[rows + down, columns + along] for down in range(3) for along in range(3)])
    votes = (around[:, None, :] == around[None, :, :]).sum(axis=1)
    winner = votes.argmax(axis=0)
    each = np.arange(len(rows))
    voted = labels.copy()
    voted[rows, columns] = np.where(votes[winner, each] > votes[4], around[winner, each], labels[rows, columns])
    return voted
