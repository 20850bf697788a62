"""What is wrong or doubtful in a file, cell by cell. The rules and their words are data: ``data/catalog/rules/*.toml``."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from babel.numbers import format_decimal

from warehouse.errors import CatalogueError

RULES_FOLDER = Path(__file__).parent.parent / "data" / "catalog" / "rules"

LISTED_PER_RULE = 5000

#: Grain: one finding at one cell. ``severity`` is ``error`` (the row is not loaded) or ``warning`` (it is, flagged); ``sheet`` and
#: ``cell`` empty when the whole file is meant; ``value`` what the cell holds; ``suggestions`` what it might have meant.
FINDING_SCHEMA: dict[str, pl.DataType] = {
    "severity": pl.String(),
    "sheet": pl.String(),
    "cell": pl.String(),
    "rule": pl.String(),
    "value": pl.String(),
    "message_vi": pl.String(),
    "message_en": pl.String(),
    "suggestions": pl.List(pl.String()),
}


@dataclass(frozen=True)
class Rule:
    """One rule: an ``error`` stops the row, a ``warning`` lets it pass with a flag. Messages may hold ``{placeholders}``."""

    rule: str
    severity: str
    message_vi: str
    message_en: str


@cache
def read_rules(folder: Path = RULES_FOLDER) -> dict[str, Rule]:
    """Every rule by its name.

    Raises
    ------
    CatalogueError
        Two files define the same rule.
    """
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in rules:
                raise CatalogueError(f"data/catalog/rules/{path.name}", None, f"rule {name} is defined twice")
            rules[name] = Rule(name, entry["severity"], entry["vi"], entry["en"])
    return rules


@dataclass
class Findings:
    """Collects findings while a file is read; of one rule at most ``LISTED_PER_RULE`` are listed, all are counted."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(
        self, rule: str, sheet: str, cell: str, value: str = "", suggestions: Sequence[str] = (), **words: object
    ) -> None:
        """Note that ``rule`` is broken at a cell; ``words`` fill the placeholders of its messages.

        Raises
        ------
        KeyError
            The rule is not in the catalogue, or a placeholder has no word.
        """
        known = read_rules()[rule]
        self.counts[rule] += 1
        if self.counts[rule] > LISTED_PER_RULE:
            return
        told = {
            "severity": known.severity,
            "sheet": sheet,
            "cell": cell,
            "rule": rule,
            "value": value,
            "message_vi": known.message_vi.format(value=value, **tell_words(words, "vi")),
            "message_en": known.message_en.format(value=value, **tell_words(words, "en")),
            "suggestions": list(suggestions),
        }
        self.rows.append(told)

    def add_rows(self, rule: str, rows: pl.DataFrame, count: int) -> None:
        """Note that ``rule`` is broken at ``count`` cells, of which ``rows`` are the first.

        Columns beside ``sheet``, ``cell`` and ``value`` fill the placeholders of its messages.

        Raises
        ------
        KeyError
            As :meth:`add`.
        """
        listed = rows.head(max(LISTED_PER_RULE - self.counts[rule], 0))
        for row in listed.iter_rows(named=True):
            self.add(rule, **row)
        self.counts[rule] += count - listed.height

    def count(self, severity: str) -> int:
        """How many findings there are of ``error`` or ``warning``."""
        return sum(count for rule, count in self.counts.items() if read_rules()[rule].severity == severity)

    def collect(self) -> pl.DataFrame:
        """All findings, as ``FINDING_SCHEMA``."""
        return pl.DataFrame(self.rows, schema=FINDING_SCHEMA, orient="row")


def tell_words(words: Mapping[str, object], language: str) -> dict[str, object]:
    """Words of a message: fractions as the language writes them, with one decimal at most; all else as it stands."""
    return {
        name: format_decimal(word, "#,##0.#", locale=language) if isinstance(word, float) else word
        for name, word in words.items()
    }
