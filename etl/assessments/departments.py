"""From the words for a body to its id: its name, short name or id, however capitals and marks were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import polars as pl
from rapidfuzz import fuzz, process

from etl.assessments.form import fold_label

MOST_SUGGESTED: Final = 3
LEAST_LIKE: Final = 60


@dataclass(frozen=True)
class DepartmentBook:
    """The bodies a form may name: ids by folded text, names by id."""

    ids: Mapping[str, str]
    names: Mapping[str, str]

    @classmethod
    def read(cls, departments: pl.DataFrame) -> Self:
        """Take them from the catalogue."""
        ids: dict[str, str] = {}
        for row in departments.iter_rows(named=True):
            for text in (row["department_id"], row["name_vi"], row["name_en"], row["short_name"]):
                if text:
                    ids.setdefault(fold_label(text), row["department_id"])
        return cls(ids, dict(departments.select("department_id", "name_vi").iter_rows()))

    def find(self, text: str) -> str | None:
        """Id of the body a text names."""
        return self.ids.get(fold_label(text))

    def suggest(self, text: str) -> list[str]:
        """Names much like a text, the best first."""
        near = process.extract(
            fold_label(text), list(self.ids), scorer=fuzz.WRatio, limit=2 * MOST_SUGGESTED, score_cutoff=LEAST_LIKE
        )
        return list(dict.fromkeys(self.names[self.ids[key]] for key, _, _ in near))[:MOST_SUGGESTED]


def split_departments(text: str) -> list[str]:
    """The names in a list separated by semicolons or line ends.

    >>> split_departments("Sở Y tế; Hội Khuyến học;")
    ['Sở Y tế', 'Hội Khuyến học']
    """
    return [part for part in (part.strip() for part in text.replace("\n", ";").split(";")) if part]
