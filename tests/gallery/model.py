"""What an entry of the gallery is: a file to build, and the observations and findings it must give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ANY_SHEET = "*"  # what the one sheet of a text file is called is not ours to say

FAMILY = "gia_dinh_hoc_tap"
CLAN = "dong_ho_hoc_tap"
COMMUNITY = "cong_dong_hoc_tap_thon"
UNIT = "don_vi_hoc_tap_xa"
CITIZEN = "cong_dan_hoc_tap"

BA_DINH, NGOC_HA, GIANG_VO = "00004.2025-07", "00008.2025-07", "00025.2025-07"
HOAN_KIEM, O_CHO_DUA, YEN_HOA = "00070.2025-07", "00190.2025-07", "00175.2025-07"
SOC_SON, DONG_ANH = "00376.2025-07", "00454.2025-07"


@dataclass(frozen=True)
class Seen:
    """One observation; ``value`` None where a missing value was typed."""

    area_code: str
    area_era: str
    title: str
    group: str
    measure: str
    value: float | None
    sheet: str
    cell: str


@dataclass(frozen=True)
class Flag:
    """A finding that must be there.

    Attributes
    ----------
    cell : str
        Address; several with ``|`` where either is a fair answer, empty where the place is the product's choice.
    suggests : tuple of str
        Each is part of some suggestion of the finding, or of its message.
    least_suggestions : int
        How many suggestions there are at least.
    """

    sheet: str = ANY_SHEET
    cell: str = ""
    suggests: tuple[str, ...] = ()
    least_suggestions: int = 0


@dataclass(frozen=True)
class Entry:
    """One file and what must come of it.

    Attributes
    ----------
    seen : frozenset of Seen
        Every observation, no more and no less.
    errors : tuple of Flag
        Every rejected cell, no more and no less.
    warnings : tuple of Flag
        Warnings that must be there; others may be.
    either : tuple of Flag
        Findings that must be there, as an error or as a warning; none of them changes ``seen``.
    undecided : frozenset of str
        Cells about which nothing is asked: observations and findings there are passed over.
    period : str or None
        What the answer's ``period`` must be; None = not asked.
    gives_nothing : bool
        The file holds nothing to load: it may be refused as a whole, or answered with an error and no observation.
    never_said : tuple of str
        Texts that must not be anywhere in the answer.
    """

    name: str
    shows: str
    suffix: str
    build: Callable[[Path], None]
    seen: frozenset[Seen] = frozenset()
    errors: tuple[Flag, ...] = ()
    warnings: tuple[Flag, ...] = ()
    either: tuple[Flag, ...] = ()
    undecided: frozenset[str] = frozenset()
    period: str | None = None
    gives_nothing: bool = False
    never_said: tuple[str, ...] = ()

    def write(self, folder: Path) -> Path:
        """Write the file into a folder, under a name that says it is a test."""
        path = folder / f"thu-nghiem_{self.name}{self.suffix}"
        self.build(path)
        return path


GALLERY: dict[str, Entry] = {}


def add_entry(
    suffix: str,
    *,
    seen: Sequence[tuple[Seen, ...]] = (),
    name: str = "",
    shows: str = "",
    errors: Sequence[Flag] = (),
    warnings: Sequence[Flag] = (),
    either: Sequence[Flag] = (),
    undecided: Sequence[str] = (),
    period: str | None = None,
    gives_nothing: bool = False,
    never_said: Sequence[str] = (),
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Put the decorated builder into the gallery; its docstring says what it shows and why."""

    def register(build: Callable[[Path], None]) -> Callable[[Path], None]:
        entry_name = name or build.__name__.removeprefix("build_")
        assert entry_name not in GALLERY, entry_name
        cells = [one for row in seen for one in row]
        assert len(set(cells)) == len(cells), entry_name
        GALLERY[entry_name] = Entry(
            name=entry_name,
            shows=shows or (build.__doc__ or "").strip(),
            suffix=suffix,
            build=build,
            seen=frozenset(cells),
            errors=tuple(errors),
            warnings=tuple(warnings),
            either=tuple(either),
            undecided=frozenset(undecided),
            period=period,
            gives_nothing=gives_nothing,
            never_said=tuple(never_said),
        )
        return build

    return register


def expect_row(area: str, title: str, cells: str, *, group: str = "", sheet: str = "Biểu 1") -> tuple[Seen, ...]:
    """The observations of one area × title × group.

    ``area`` is an area_id; ``cells`` reads ``total D6=1200, registered E6=900, recognised F6=?``, where ``?`` is a missing value as typed.

    >>> expect_row("00004.2025-07", "dong_ho_hoc_tap", "total D6=12")[0].cell
    'D6'
    """
    code, era = area.split(".", 1)
    found = []
    for part in cells.split(","):
        measure, typed = part.split()
        cell, value = typed.split("=")
        found.append(Seen(code, era, title, group, measure, None if value == "?" else float(value), sheet, cell))
    return tuple(found)
