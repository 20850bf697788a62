"""What persons are counted by: each combination of area, title, … gets a small number as it is met."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from warehouse.errors import Dich2030Error

Codes = NDArray[np.int32]
MOST_VALUES: Final = 50_000  # more is no area and no title, but something of each person


class Cells:
    """Numbers for the values of some columns, and for their combinations."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.values: list[dict[str, int]] = [{} for _ in names]
        self._tables = [np.full((64, 64), -1, np.int32) for _ in names[1:]]
        self._pairs: list[list[tuple[int, int]]] = [[] for _ in names[1:]]

    def __len__(self) -> int:
        """How many combinations were met."""
        return len(self._pairs[-1]) if self._pairs else len(self.values[0])

    def number(self, columns: list[pa.Array]) -> Codes:
        """The number of each row's combination; a blank value is a value of its own.

        Raises
        ------
        Dich2030Error
            A column has too many values to be something persons are counted by.
        """
        numbers = self._number_values(0, columns[0])
        for place, column in enumerate(columns[1:]):
            numbers = self._join(place, numbers, self._number_values(place + 1, column))
        return numbers

    def list_codes(self) -> list[Codes]:
        """By column the number of its value in each combination."""
        codes = np.arange(len(self), dtype=np.int32)
        found: list[Codes] = []
        for pairs in reversed(self._pairs):
            met = np.array(pairs, np.int32).reshape(-1, 2)
            found.insert(0, met[codes, 1])
            codes = met[codes, 0]
        return [codes, *found]

    def _number_values(self, place: int, column: pa.Array) -> Codes:
        known = self.values[place]
        coded = pc.dictionary_encode(pc.fill_null(column, ""))
        numbers = np.array(
            [known.setdefault(value.strip(), len(known)) for value in coded.dictionary.to_pylist()], np.int32
        )
        if len(known) > MOST_VALUES:
            name = self.names[place]
            raise Dich2030Error(
                f"column {name!r} has more than {MOST_VALUES} values: persons are counted by area or title",
                f"cột {name!r} có hơn {MOST_VALUES} giá trị khác nhau: chỉ đếm theo địa bàn, danh hiệu",
            )
        taken: Codes = numbers[coded.indices.to_numpy(zero_copy_only=False)] if len(numbers) else np.empty(0, np.int32)
        return taken

    def _join(self, place: int, left: Codes, right: Codes) -> Codes:
        if not len(left):
            return left
        self._grow(place, int(left.max()), int(right.max()))
        table, pairs = self._tables[place], self._pairs[place]
        joined = table[left, right]
        if (joined < 0).any():
            new = np.unique(np.stack([left[joined < 0], right[joined < 0]], axis=1), axis=0)
            for a, b in new.tolist():
                table[a, b] = len(pairs)
                pairs.append((a, b))
            joined = table[left, right]
        return joined

    def _grow(self, place: int, left: int, right: int) -> None:
        table = self._tables[place]
        rows, columns = table.shape
        if left >= rows or right >= columns:
            larger = np.full((max(rows, 2 * left + 1), max(columns, 2 * right + 1)), -1, np.int32)
            larger[:rows, :columns] = table
            self._tables[place] = larger
