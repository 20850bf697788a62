"""Numbers as they stand in a text, each whole: what is counted when a document is written and again when it is checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

NUMBER = re.compile(r"[-+−]?\d[\d.,]*(?:\s?%)?")


def list_numbers(text: str) -> list[str]:
    """Numbers of a text in reading order.

    >>> list_numbers("Đạt 6/8 chỉ tiêu, tăng từ 31,25% lên 39,1 %.")
    ['6', '8', '31,25%', '39,1%']
    """
    return ["".join(found.split()).rstrip(".,") for found in NUMBER.findall(text)]


def count_numbers(texts: Iterable[str]) -> Counter[str]:
    """How often each number stands in texts."""
    return Counter(number for text in texts for number in list_numbers(text))
