"""Which former district each piece is drawn with (BOUNDARIES method step 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from etl.boundaries.clean import drop_fragments
from etl.boundaries.pieces import Part
from etl.boundaries.raster import EMPTY, LabelArray, MaskArray

MIN_SHARE_OF_WARD = 0.3
MIN_SHARE_OF_DISTRICT = 0.2


def choose_districts(pieces: LabelArray, parts: Sequence[Part]) -> list[int]:
    """District each part is drawn with: its own, or that of most of its ward.

    The latter where less than ``MIN_SHARE_OF_WARD`` of the ward came from its own (the equal shares of divided wards overrate slivers),
    or where it would be a detached speck of less than ``MIN_SHARE_OF_DISTRICT``. The former ward itself is drawn where it is. No
    district vanishes.
    """
    shares = _measure_shares(parts)
    main = {ward: max(share, key=lambda district: (share[district], -district)) for ward, share in shares.items()}
    is_minor = [shares[part.ward][part.district] < MIN_SHARE_OF_WARD for part in parts]
    chosen = [main[part.ward] if minor else part.district for part, minor in zip(parts, is_minor, strict=True)]
    is_speck = _find_specks(pieces, chosen)
    chosen = [main[part.ward] if speck else own for part, speck, own in zip(parts, is_speck, chosen, strict=True)]
    vanished = {part.district for part in parts} - set(chosen)
    return [part.district if part.district in vanished else own for part, own in zip(parts, chosen, strict=True)]


def _measure_shares(parts: Sequence[Part]) -> dict[int, dict[int, float]]:
    """Ward → district → share of the ward that came from it."""
    weights: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for part in parts:
        weights[part.ward][part.district] += part.weight
    return {
        ward: {district: weight / sum(own.values()) for district, weight in own.items()}
        for ward, own in weights.items()
    }


def _find_specks(pieces: LabelArray, districts: Sequence[int]) -> MaskArray:
    """Parts that lie mostly in small areas away from their district."""
    drawn = np.array([*districts, EMPTY], dtype=np.int32)[pieces]
    detached = drawn != drop_fragments(drawn, MIN_SHARE_OF_DISTRICT)
    cell_count = np.bincount(pieces[pieces != EMPTY], minlength=len(districts))
    return np.asarray(np.bincount(pieces[detached], minlength=len(districts)) * 2 > cell_count)
