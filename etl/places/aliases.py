"""Names people use that plain matching cannot know, each confirmed by someone.

``data/catalog/area_aliases.csv`` is shipped; the desk keeps a file of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from warehouse.errors import CatalogueError

COLUMNS = ("alias", "area_id", "within_area_id", "confirmed_by", "confirmed_on", "reason")


@dataclass(frozen=True)
class Alias:
    """A text that means an area. ``within_area_id`` None = everywhere, else only on sheets of that area or of one inside it."""

    alias: str
    area_id: str
    within_area_id: str | None
    confirmed_by: str
    confirmed_on: date
    reason: str
    origin: str = ""


def read_aliases(paths: Iterable[Path]) -> list[Alias]:
    """All aliases of the files that exist, in order; of two for the same text and scope the later holds.

    Raises
    ------
    CatalogueError
        A row lacks its text, area, confirmer or day; the message names file and line.
    """
    return [alias for path in paths if path.exists() for alias in _read_file(path)]


def remember_alias(path: Path, alias: str, area_id: str, within: str | None, by: str, on: date, reason: str) -> None:
    """Append a confirmed alias to a CSV file, which is begun where there is none.

    Raises
    ------
    ValueError
        The text, the area or who confirms is empty.
    """
    if not (alias.strip() and area_id.strip() and by.strip()):
        raise ValueError("an alias needs its text, its area and who confirmed it")
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists() or path.stat().st_size == 0
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        if is_new:
            writer.writerow(COLUMNS)
        writer.writerow([alias.strip(), area_id, within or "", by.strip(), on.isoformat(), reason.strip()])


def _read_file(path: Path) -> Iterable[Alias]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise CatalogueError(path.name, 1, f"the columns must be {','.join(COLUMNS)}")
        for row in rows:
            try:
                yield _read_row(row, f"{path.name}:{rows.line_num}")
            except ValueError as problem:
                raise CatalogueError(path.name, rows.line_num, str(problem)) from problem


def _read_row(row: dict[str, str], origin: str) -> Alias:
    texts = {column: (row[column] or "").strip() for column in COLUMNS}
    for column in ("alias", "area_id", "confirmed_by"):
        if not texts[column]:
            raise ValueError(f"{column} is empty")
    return Alias(
        alias=texts["alias"],
        area_id=texts["area_id"],
        within_area_id=texts["within_area_id"] or None,
        confirmed_by=texts["confirmed_by"],
        confirmed_on=date.fromisoformat(texts["confirmed_on"]),
        reason=texts["reason"],
        origin=origin,
    )
