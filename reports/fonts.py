"""A font with every Vietnamese letter that is there on every machine: the one the drawing library brings along."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def find_fonts() -> Path:
    """Folder of DejaVu Sans; found without loading matplotlib, which costs a command a quarter of a second."""
    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
