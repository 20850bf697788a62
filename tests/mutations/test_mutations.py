"""A bounded run of the mutations; the full run is ``python -m tests.mutations --count 20000`` (docs/testing.md)."""

from __future__ import annotations

import random
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.mutations import monsters
from tests.mutations.cases import make_case, read_bases
from tests.mutations.model import MUTATIONS, Mutant
from tests.mutations.run import FINE, run_cases

SEED = 2030
CASES = 150


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mutant]:
    return read_bases(tmp_path_factory.mktemp("bases"))


@pytest.mark.skipif(sys.platform != "linux", reason="limits and peaks of memory are read from /proc")
def test_broken_files_are_answered_or_refused() -> None:
    outcomes = run_cases(range(CASES), SEED, jobs=2)
    assert len(outcomes) == CASES
    assert not [outcome for outcome in outcomes if outcome.outcome not in FINE]
    assert {outcome.outcome for outcome in outcomes} == FINE, "all one way: the cases are no longer what they were"


def test_a_case_is_made_of_its_seed_and_number(bases: dict[str, Mutant]) -> None:
    first, again, other = (make_case(seed, 17, bases) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize("mutation", [one for one in MUTATIONS if one.weight >= 5], ids=lambda mutation: mutation.name)
def test_every_mutation_changes_its_files(mutation, bases: dict[str, Mutant]) -> None:  # type: ignore[no-untyped-def]
    base = next(mutant for mutant in bases.values() if mutant.suffix in mutation.suffixes)
    changed = [mutation.apply(base, random.Random(number)) for number in range(10)]
    assert any(mutant != base for mutant in changed)


def test_the_bomb_is_a_good_zip_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(monsters, "BOMB_MEBIBYTES", 3)
    monsters.compress_filler.cache_clear()
    bomb = monsters.write_bomb([("a.xml", b"<a/>")], "b.xml", b" ", b"<b/>")
    monsters.compress_filler.cache_clear()
    with zipfile.ZipFile(BytesIO(bomb)) as archive:
        assert archive.testzip() is None
        assert archive.getinfo("b.xml").file_size == 4 + 3 * 2**20
