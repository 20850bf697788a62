"""Numbered cases: each is made from the seed and its number alone, so that one can be repeated."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from tests.gallery.catalogue import list_entries
from tests.mutations import monsters, raw, texts, xml, zips
from tests.mutations.model import MUTATIONS, Mutant

MODULES = (monsters, raw, texts, xml, zips)
STORED_EVERY = 20


@dataclass(frozen=True)
class Case:
    """One broken file; ``is_stored`` where it goes through the real load, not only the check."""

    number: int
    kind: str
    base: str
    mutant: Mutant
    is_stored: bool

    @property
    def file_name(self) -> str:
        """Name that says what it is."""
        return f"thu-nghiem_{self.number}_{self.kind}_{self.base}{self.mutant.suffix}"


def read_bases(folder: Path) -> dict[str, Mutant]:
    """The gallery's files by name, written into a folder where they are not there yet."""
    bases = {}
    for entry in list_entries():
        path = folder / f"thu-nghiem_{entry.name}{entry.suffix}"
        if not path.exists():
            entry.write(folder)
        bases[entry.name] = Mutant(entry.suffix, path.read_bytes())
    return bases


def make_case(seed: int, number: int, bases: dict[str, Mutant]) -> Case:
    """Draw a mutation, a file it is for, and break it; one in five is broken twice."""
    rng = random.Random(f"{seed}:{number}")
    mutation = rng.choices(MUTATIONS, [mutation.weight for mutation in MUTATIONS])[0]
    base = rng.choice([name for name, mutant in bases.items() if mutant.suffix in mutation.suffixes])
    mutant = mutation.apply(bases[base], rng)
    kind = mutation.name
    if rng.random() < 0.2 and mutant.content:
        again = rng.choice([one for one in MUTATIONS if one.name in {"truncate", "flip_bytes", "insert_bytes"}])
        mutant = again.apply(mutant, rng)
        kind = f"{kind}+{again.name}"
    return Case(number, kind, base, mutant, rng.randrange(STORED_EVERY) == 0)
