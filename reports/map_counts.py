"""What the legend of a map counts: how many units have each status."""

from __future__ import annotations

from collections import Counter

from reports.blocks import AreaMap
from wording.format import format_number, format_status
from wording.phrases import Figure
from wording.story import CARD_ORDER


def count_statuses(block: AreaMap) -> list[tuple[str, str, Figure]]:
    """Statuses of a map with their words and how many units have them, in the order verdicts are shown.

    A unit's own word may add that its figure is provisional or rounded; the class of all units of a status has the plain one.
    """
    counts = Counter(area.status for area in block.areas)
    order = {status.value: place for place, status in enumerate(CARD_ORDER)}
    stem = f"map|{block.layer_key}|{block.title}"
    return [
        (status, format_status(status), Figure(f"{stem}|{status}", format_number(counts[status])))
        for status in sorted(counts, key=lambda status: order.get(status, len(order)))
    ]
