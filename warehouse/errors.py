"""Every error the product raises on purpose.

::

    Dich2030Error
    ├── CatalogueError      a file in data/catalog is wrong            file, line
    ├── InputFileError      a received file cannot be read at all      file, sheet, cell
    ├── LockedError         another process is writing                 who holds the lock
    ├── BuildError          the release failed its checks; nothing was published
    ├── ReleaseError        the release asked for is not there
    ├── BoundaryError       a boundary file cannot be used
    ├── PivotError          a question of the free pivot contradicts itself
    ├── ScoreError          score sheets cannot be judged at all; what is wrong with one sheet is a reason, no error
    └── DocumentError       a document cannot be made, or one handed in cannot be read      kind, file

A message says what, where and what to do. ``message_vi`` is what a user sees.
"""

from __future__ import annotations


class Dich2030Error(Exception):
    """Base of the tree.

    Parameters
    ----------
    message_en : str
        For the log and for developers.
    message_vi : str, optional
        For the screen; the English message when empty.
    """

    def __init__(self, message_en: str, message_vi: str = "") -> None:
        super().__init__(message_en)
        self.message_en = message_en
        self.message_vi = message_vi or message_en


class CatalogueError(Dich2030Error):
    """A catalogue file breaks a rule; the message names file and line."""

    def __init__(self, file: str, line: int | None, problem_en: str, problem_vi: str = "") -> None:
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: {problem_en}", f"{where}: {problem_vi or problem_en}")
        self.file = file
        self.line = line


class InputFileError(Dich2030Error):
    """A received file cannot be read at all; single bad cells are rejected rows, not errors."""

    def __init__(self, file: str, problem_en: str, problem_vi: str = "", *, sheet: str = "", cell: str = "") -> None:
        where = " · ".join(part for part in (file, sheet, cell) if part)
        super().__init__(f"{where}: {problem_en}", f"{where}: {problem_vi or problem_en}")
        self.file, self.sheet, self.cell = file, sheet, cell


class LockedError(Dich2030Error):
    """Another process holds the writer's lock."""


class BuildError(Dich2030Error):
    """A release failed its checks, so CURRENT was left alone."""


class ReleaseError(Dich2030Error):
    """There is no such release, or none at all."""


class BoundaryError(Dich2030Error):
    """A boundary file or layer cannot be used."""


class PivotError(Dich2030Error):
    """A question of the free pivot contradicts itself, or a saved one cannot be read."""


class ScoreError(Dich2030Error):
    """Score sheets cannot be judged at all: no such rule, no exact numbers, or sheets that cannot be told apart."""


class DocumentError(Dich2030Error):
    """A slide deck, report or other document cannot be made, or a file handed in is none; the message says why and what to do."""
