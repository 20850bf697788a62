"""What a mutation is, and the list of all of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")
SHEETS = (".xlsx", ".xlsm")
TEXTS = (".csv", ".tsv")
ALL = (*ZIPPED, ".xls", *TEXTS)


@dataclass(frozen=True)
class Mutant:
    """A file's ending and bytes."""

    suffix: str
    content: bytes


@dataclass(frozen=True)
class Mutation:
    """One way to break a file.

    Attributes
    ----------
    suffixes : tuple of str
        Files it is for.
    weight : int
        How often it is drawn, beside the others.
    """

    name: str
    suffixes: tuple[str, ...]
    weight: int
    apply: Callable[[Mutant, random.Random], Mutant]


MUTATIONS: list[Mutation] = []
Change = Callable[[bytes, random.Random], bytes]


def add_mutation(*suffixes: str, weight: int = 10) -> Callable[[Change], Change]:
    """List a function from bytes to bytes as a mutation of the files with these endings."""

    def register(change: Change) -> Change:
        def apply(mutant: Mutant, rng: random.Random) -> Mutant:
            return Mutant(mutant.suffix, change(mutant.content, rng))

        MUTATIONS.append(Mutation(change.__name__, suffixes, weight, apply))
        return change

    return register
