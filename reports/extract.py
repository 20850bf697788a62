"""What is taken away from a screen: a table with everything needed to say its numbers again somewhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

Kind = Literal["text", "code", "count", "rate", "points", "date", "datetime"]


@dataclass(frozen=True)
class Column:
    """One column of an extract.

    Attributes
    ----------
    key : str
        Name in :attr:`Extract.rows`, the same in every language.
    label : str
        Heading in the language of the screen.
    kind : Kind
        ``code`` is a text that only looks like a number (``00070``); ``rate`` is a percentage 0–100, ``points`` a difference of two.
    """

    key: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Extract:
    """A table taken away from a screen.

    Attributes
    ----------
    name : str
        Stem of the file name, ASCII.
    title : str
        What the table shows, in words.
    columns : tuple of Column
    rows : polars.DataFrame
        One column for each key, in their order; raw, unrounded numbers, null where nothing is known.
    notes : tuple of (label, text)
        What the numbers are said with: base, date, completeness, whether simulated.
    sources : polars.DataFrame
        Files the rows stand on, headings in the language of the screen; no row where nothing was reported.
    release_id : str
    link : str
        Address that shows the same screen again.

    Raises
    ------
    ValueError
        When the rows do not have exactly the columns, or the name is no plain file name.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: pl.DataFrame
    notes: tuple[tuple[str, str], ...]
    sources: pl.DataFrame
    release_id: str
    link: str

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if self.rows.columns != keys:
            raise ValueError(f"{self.name}: rows have {self.rows.columns}, columns are {keys}")
        if not self.name.isascii() or not self.name.replace("-", "").replace("_", "").replace(".", "").isalnum():
            raise ValueError(f"{self.name!r} is no plain file name")
