"""Hashes waiting to be counted, in partitions by their first bits; what memory may not hold goes to files of hashes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from etl.persons.cells import Codes
from etl.persons.hashing import Words

PARTITION_BITS: Final = 6
ROW: Final = np.dtype([("first", np.uint64), ("last", np.uint64), ("cell", np.int32)])
MEMORY_MIB: Final = 256


class Partitions(AbstractContextManager["Partitions"]):
    """Rows of hash and cell, the same hash always in the same partition.

    Parameters
    ----------
    folder : Path, optional
        Where a folder of its own is made for what does not fit; the system's for temporary files when omitted. It is gone afterwards.
    memory_mib : int
        How much may wait in memory.
    """

    def __init__(self, folder: Path | None = None, memory_mib: int = MEMORY_MIB) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix="dem-nguoi-", dir=folder)
        self._limit = memory_mib * 2**20
        self._waiting: list[list[NDArray[Any]]] = [[] for _ in range(2**PARTITION_BITS)]
        self._size = 0
        self.spilled_bytes = 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete what was spilled."""
        self._spill.cleanup()

    def __enter__(self) -> Self:
        """The partitions themselves."""
        return self

    def add(self, first: Words, last: Words, cells: Codes) -> None:
        """Take rows in."""
        places = (first >> np.uint64(64 - PARTITION_BITS)).astype(np.uint8)
        order = np.argsort(places, kind="stable")
        rows = np.empty(len(first), ROW)
        rows["first"], rows["last"], rows["cell"] = first[order], last[order], cells[order]
        ends = np.cumsum(np.bincount(places, minlength=2**PARTITION_BITS))
        start = 0
        for waiting, end in zip(self._waiting, ends.tolist(), strict=True):
            if end > start:
                waiting.append(rows[start:end])
            start = end
        self._size += rows.nbytes
        if self._size > self._limit:
            self._write_out()

    def take(self) -> Iterator[NDArray[Any]]:
        """The rows of each partition, once."""
        for place, waiting in enumerate(self._waiting):
            path = self._name(place)
            written = [np.fromfile(path, ROW)] if path.exists() else []
            self._waiting[place] = []
            path.unlink(missing_ok=True)
            parts = [*written, *waiting]
            if parts:
                yield np.concatenate(parts)

    def _write_out(self) -> None:
        for place, waiting in enumerate(self._waiting):
            if waiting:
                with self._name(place).open("ab") as stream:
                    stream.writelines(part.tobytes() for part in waiting)
                self._waiting[place] = []
        self.spilled_bytes += self._size
        self._size = 0

    def _name(self, place: int) -> Path:
        return Path(self._spill.name) / f"{place:02}.bin"
