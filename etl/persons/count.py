"""Counting each person once: from lists to persons by area and title, repeated within and across, and in all."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from etl.persons.cells import Cells, Codes
from etl.persons.hashing import hash_numbers, hash_text, make_key
from etl.persons.lists import Batch, Pairs, read_ahead, read_list, read_pairs, replace_old
from etl.persons.partitions import MEMORY_MIB, PARTITION_BITS, Partitions

Numbers = NDArray[np.int64]
PASSPORT: Final = re.compile(r"[A-Z]{1,3}[0-9]{6,10}")
WHOLE: Final = np.uint64(10**12)
SAME_DIGITS: Final = (np.uint64(111_111_111_111), np.uint64(111_111_111))  # 000…, 111…, … stand for an unknown number
NO_HASH: Final = 0
THREADS: Final = 2


@dataclass(frozen=True)
class PersonCounts:
    """What is known of the lists; nothing of anybody in them.

    Attributes
    ----------
    cells : pl.DataFrame
        Grain: combination of the columns counted by. ``row_count``; ``missing_count`` rows without an identifier and
        ``unreadable_count`` rows whose identifier is none, neither counted as persons; ``person_count`` persons, each once;
        ``repeated_count`` further rows of them; ``elsewhere_count`` those who are also under another value of the first column with the
        others alike (another area, same title).
    margins : mapping of str to pl.DataFrame
        By column: its value, and ``person_count``, each person once whatever the other columns say.
    person_count : int
        Persons in all lists, each once.
    spilled_bytes : int
        Hashes that were written to the folder for what does not fit in memory, which is gone.
    """

    cells: pl.DataFrame
    margins: dict[str, pl.DataFrame]
    row_count: int
    person_count: int
    spilled_bytes: int


@dataclass
class _Tally:
    """Sums over partitions: by cell, by value of each column, and in all."""

    persons: Numbers
    elsewhere: Numbers
    margins: list[Numbers]
    total: int


def count_persons(
    paths: Sequence[Path],
    by: Sequence[str] = ("area", "title"),
    id_column: str = "",
    *,
    pairs: Path | None = None,
    folder: Path | None = None,
    memory_mib: int = MEMORY_MIB,
    report: Callable[[str, float], None] = lambda _step, _share: None,
) -> PersonCounts:
    """Count the persons of some lists without keeping them.

    Identifiers become keyed hashes batch by batch; the key is made for this call and lives in memory only. A number of 12 digits and one
    of 9 are different persons; spaces, dots, dashes and apostrophes are no part of a number, and the zeros number cells lose are put back.

    Parameters
    ----------
    by : sequence of str
        What to count by: ``area``, ``title``, or headers of the lists.
    pairs : Path, optional
        A list of persons with both numbers: the old one then counts as the new one.
    folder : Path, optional
        Where hashes go that do not fit in ``memory_mib``.
    report : callable
        Told what is being done and the share done.

    Raises
    ------
    InputFileError
        A list cannot be read or lacks a column.
    """
    key, cells, read = make_key(), Cells(list(by)), 0
    known = read_pairs(pairs) if pairs else None
    rows, missing, unreadable = _Counter(), _Counter(), _Counter()
    with Partitions(folder, memory_mib) as partitions:
        for done, path in enumerate(paths):
            for batch in read_ahead(read_list(path, by, id_column)):
                numbers = cells.number(batch.columns)
                read += len(numbers)
                report(f"{read:,}".replace(",", "."), 0.9 * done / len(paths))
                kept, blank = _hash_batch(batch, known, numbers, key, partitions)
                rows.add(numbers)
                missing.add(numbers[blank])
                unreadable.add(numbers[~kept & ~blank])
        tally = _count_partitions(partitions, cells, report)
        spilled = partitions.spilled_bytes
    counts = [counter.pad(len(cells)) for counter in (rows, missing, unreadable)]
    return PersonCounts(_frame(cells, counts, tally), _frame_margins(cells, tally), read, tally.total, spilled)


class _Counter:
    """How many rows each cell has."""

    def __init__(self) -> None:
        self._counts = np.zeros(0, np.int64)

    def add(self, cells: Codes) -> None:
        found = np.bincount(cells, minlength=len(self._counts)).astype(np.int64)
        found[: len(self._counts)] += self._counts
        self._counts = found

    def pad(self, size: int) -> Numbers:
        return np.pad(self._counts, (0, size - len(self._counts)))


def _hash_batch(
    batch: Batch, pairs: Pairs | None, cells: Codes, key: bytes, partitions: Partitions
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Hash what is an identifier; which rows had one, and which were blank."""
    has_number = batch.numbers.is_valid().to_numpy(zero_copy_only=False)
    numbers = batch.numbers.fill_null(NO_HASH).to_numpy(zero_copy_only=False).astype(np.uint64)
    numbers = replace_old(numbers, pairs) if pairs else numbers
    is_whole = numbers >= WHOLE
    is_filler = np.where(is_whole, (numbers - WHOLE) % SAME_DIGITS[0] == 0, numbers % SAME_DIGITS[1] == 0)
    kept = has_number & ~is_filler
    partitions.add(*hash_numbers(numbers[kept], key), cells[kept])
    blank = ~has_number & batch.others.is_null().to_numpy(zero_copy_only=False)
    if not (has_number | blank).all():
        kept |= _hash_others(batch.others, cells, key, partitions)
    return kept, blank


def _hash_others(others: pa.Array, cells: Codes, key: bytes, partitions: Partitions) -> NDArray[np.bool_]:
    kept = np.array(
        [text is not None and PASSPORT.fullmatch(text) is not None for text in others.to_pylist()], np.bool_
    )
    hashes = [hash_text(text, key) for text in others.filter(pa.array(kept)).to_pylist()]
    halves = np.array(hashes, np.uint64).reshape(-1, 2)
    partitions.add(halves[:, 0], halves[:, 1], cells[kept])
    return kept


def _count_partitions(partitions: Partitions, cells: Cells, report: Callable[[str, float], None]) -> _Tally:
    """Add up the partitions; two are sorted at a time."""
    size, codes = len(cells), cells.list_codes()
    others = np.zeros(size, np.int64)
    if len(codes) > 1:
        others = np.unique(np.stack(codes[1:]), axis=1, return_inverse=True)[1].ravel().astype(np.int64)
    zeros = np.zeros(size, np.int64)
    tally = _Tally(zeros, zeros.copy(), [np.zeros(len(values), np.int64) for values in cells.values], 0)
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[_Tally]] = deque()
        for done, rows in enumerate(partitions.take()):
            waiting.append(pool.submit(_count_partition, rows, codes, others, tally.margins))
            if len(waiting) > THREADS:
                _add(tally, waiting.popleft().result())
            report("…", 0.9 + 0.1 * done / 2**PARTITION_BITS)
        for one in waiting:
            _add(tally, one.result())
    return tally


def _add(tally: _Tally, one: _Tally) -> None:
    tally.persons += one.persons
    tally.elsewhere += one.elsewhere
    tally.margins = [margin + more for margin, more in zip(tally.margins, one.margins, strict=True)]
    tally.total += one.total


def _count_partition(rows: NDArray[Any], codes: list[Codes], others: Numbers, like: list[Numbers]) -> _Tally:
    """Count the persons of a partition. Most hashes stand alone; only the rest are sorted as a whole."""
    size, first = len(others), rows["first"]
    order = np.argsort(first)
    alike = np.diff(first[order]) == 0
    in_run = np.concatenate(([False], alike)) | np.concatenate((alike, [False]))
    alone = rows["cell"][order[~in_run]]
    run = rows[order[in_run]]
    run = run[np.lexsort((run["cell"], run["last"], run["first"]))]
    is_new = np.ones(len(run), np.bool_)
    is_new[1:] = (np.diff(run["first"]) != 0) | (np.diff(run["last"]) != 0)
    is_pair = is_new.copy()
    is_pair[1:] |= np.diff(run["cell"]) != 0
    persons, cells = (np.cumsum(is_new) - 1)[is_pair], run["cell"][is_pair]
    shared = persons * (int(others.max(initial=0)) + 1) + others[cells]
    _, inverse, count = np.unique(shared, return_inverse=True, return_counts=True)
    margins = []
    for column, width in zip(codes, map(len, like), strict=True):
        once = np.unique(persons * width + column[cells]) % width
        margins.append(np.bincount(column[alone], minlength=width) + np.bincount(once, minlength=width))
    return _Tally(
        np.bincount(alone, minlength=size) + np.bincount(cells, minlength=size),
        np.bincount(cells[count[inverse] > 1], minlength=size),
        margins,
        len(alone) + int(is_new.sum()),
    )


def _frame(cells: Cells, counts: list[Numbers], tally: _Tally) -> pl.DataFrame:
    rows, missing, unreadable = counts
    frame = pl.DataFrame(
        {
            **{name: _name_values(cells, place) for place, name in enumerate(cells.names)},
            "row_count": rows,
            "missing_count": missing,
            "unreadable_count": unreadable,
            "person_count": tally.persons,
            "repeated_count": rows - missing - unreadable - tally.persons,
            "elsewhere_count": tally.elsewhere,
        }
    )
    return frame.sort(cells.names)


def _frame_margins(cells: Cells, tally: _Tally) -> dict[str, pl.DataFrame]:
    return {
        name: pl.DataFrame({name: list(values), "person_count": margin}).sort(name)
        for name, values, margin in zip(cells.names, cells.values, tally.margins, strict=True)
    }


def _name_values(cells: Cells, place: int) -> list[str]:
    names = list(cells.values[place])
    return [names[code] for code in cells.list_codes()[place].tolist()]
