"""What the legend of a map counts: how many units have each status."""

from __future__ import annotations

from collections import Counter

from reports.blocks import AreaMap
from wording.format import format_number
from wording.phrases import Figure
from wording.story import CARD_ORDER


def count_statuses(block: AreaMap) -> list[tuple[str, str, Figure]]:
    """Statuses of a map with their words and how many units have them, in the order verdicts are shown."""
    counts = Counter((area.status, area.word) for area in block.areas)
    order = {status.value: place for place, status in enumerate(CARD_ORDER)}
    entries = sorted(counts.items(), key=lambda entry: (order.get(entry[0][0], len(order)), entry[0]))
    stem = f"map|{block.layer_key}|{block.title}"
    return [
        (status, word, Figure(f"{stem}|{status}|{number}", format_number(count)))
        for number, ((status, word), count) in enumerate(entries)
    ]
