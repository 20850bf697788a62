"""All entries, by name."""

from __future__ import annotations

from tests.gallery import checks, formats, gaps, headers, layouts, leftovers, numbers, periods, places, rows
from tests.gallery.model import GALLERY, Entry

MODULES = (checks, formats, gaps, headers, layouts, leftovers, numbers, periods, places, rows)


def list_entries() -> list[Entry]:
    """Every entry of the gallery, in the order they were written."""
    return list(GALLERY.values())
