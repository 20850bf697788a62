"""Statuses decided by people: one row of ``desk/status_overrides.csv`` each, who, when and why; nothing is ever deleted from it."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

import polars as pl

from warehouse.build import OVERRIDE_SCHEMA
from warehouse.catalogue import Catalogue
from warehouse.errors import CatalogueError, Dich2030Error
from warehouse.model import Status
from warehouse.periods import Period

FILE_NAME = "status_overrides.csv"
DECIDABLE = (Status.EXCEEDED, Status.ATTAINED, Status.ATTAINED_EARLY, Status.NOT_ATTAINED, Status.UNDECIDED)


@dataclass(frozen=True)
class Override:
    """A status that somebody decided.

    Attributes
    ----------
    area_id, indicator_id, target_id, period : str
        The verdict it takes the place of.
    status : str
        One of ``DECIDABLE``.
    by, on, reason, document
        Who decided, when and why; ``document`` empty where none orders it.
    removed_by, removed_on, removal_reason
        Who took it back; ``removed_on`` None while it stands.
    """

    area_id: str
    indicator_id: str
    target_id: str
    period: str
    status: str
    by: str
    on: date
    reason: str
    document: str = ""
    removed_by: str = ""
    removed_on: date | None = None
    removal_reason: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Area, indicator, target and period."""
        return self.area_id, self.indicator_id, self.target_id, self.period

    @property
    def is_standing(self) -> bool:
        """Whether nobody took it back."""
        return self.removed_on is None


COLUMNS = tuple(field.name for field in fields(Override))


def read_overrides(path: Path, catalogue: Catalogue) -> list[Override]:
    """Every override ever decided, oldest first; none where there is no file.

    Raises
    ------
    CatalogueError
        A row cannot be read or is not allowed, or two stand for the same verdict; the message names file and line.
    """
    if not path.exists():
        return []
    overrides: list[Override] = []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise CatalogueError(
                path.name, 1, f"the columns must be {','.join(COLUMNS)}", f"cột phải là {','.join(COLUMNS)}"
            )
        for row in rows:
            try:
                overrides.append(check_override(_read_row(row), overrides, catalogue))
            except (ValueError, Dich2030Error) as problem:
                problem_vi = problem.message_vi if isinstance(problem, Dich2030Error) else str(problem)
                raise CatalogueError(path.name, rows.line_num, str(problem), problem_vi) from problem
    return overrides


def _read_row(row: dict[str, str]) -> Override:
    texts = {name: (row[name] or "").strip() for name in COLUMNS}
    dates = {"on": date.fromisoformat(texts.pop("on"))}
    removed_on = texts.pop("removed_on")
    return Override(**texts, **dates, removed_on=date.fromisoformat(removed_on) if removed_on else None)  # type: ignore[arg-type]


def check_override(override: Override, others: Sequence[Override], catalogue: Catalogue) -> Override:
    """The override itself, where it may stand beside the others.

    Raises
    ------
    Dich2030Error
        Area, indicator or target are not known or do not belong together, the status is none to decide, who or why is missing, or the same
        verdict was decided already.
    """
    problem = next(_list_problems(override, others, catalogue), None)
    if problem is not None:
        raise Dich2030Error(*problem)
    return override


def _list_problems(override: Override, others: Sequence[Override], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    allowed = ", ".join(DECIDABLE)
    if override.status not in DECIDABLE:
        yield (
            f"status {override.status!r} cannot be decided; one of {allowed}",
            f"không thể quyết định trạng thái {override.status!r}; chỉ được một trong {allowed}",
        )
    if override.indicator_id not in set(catalogue.indicators["indicator_id"]):
        yield f"there is no indicator {override.indicator_id!r}", f"không có chỉ số {override.indicator_id!r}"
    if override.area_id not in set(catalogue.areas["area_id"]):
        yield f"there is no area {override.area_id!r}", f"không có địa bàn {override.area_id!r}"
    target = catalogue.targets.filter(
        (pl.col("target_id") == override.target_id)
        & (pl.col("indicator_id") == override.indicator_id)
        & pl.col("scope_area_id").is_in(_list_scopes(override.area_id, catalogue))
    )
    if target.is_empty():
        yield (
            f"no target {override.target_id!r} of {override.indicator_id} applies to {override.area_id}",
            f"không có chỉ tiêu {override.target_id!r} của {override.indicator_id} áp dụng cho {override.area_id}",
        )
    try:
        Period.parse(override.period)
    except ValueError as problem:
        yield str(problem), f"kỳ không hợp lệ: {override.period!r}"
    if not (override.by and override.reason):
        yield "who decided and why must be given", "phải ghi rõ ai quyết định và lý do"
    if override.is_standing and any(other.is_standing and other.key == override.key for other in others):
        yield (
            "this verdict was decided already; remove that first",
            "trạng thái này đã có quyết định; hãy gỡ quyết định cũ trước",
        )


def _list_scopes(area_id: str, catalogue: Catalogue) -> list[str]:
    """The area and all above it."""
    parents = dict(catalogue.areas.select("area_id", "parent_area_id").iter_rows())
    scopes = [area_id]
    while parents.get(scopes[-1]) is not None:
        scopes.append(parents[scopes[-1]])
    return scopes


def tabulate_standing(overrides: Sequence[Override]) -> pl.DataFrame:
    """Overrides that stand, as :class:`warehouse.build.BuildRequest` takes them."""
    rows = [
        [asdict(override)[name] or None for name in OVERRIDE_SCHEMA] for override in overrides if override.is_standing
    ]
    return pl.DataFrame(rows, schema=OVERRIDE_SCHEMA, orient="row")


def remove_override(
    overrides: Sequence[Override], key: tuple[str, ...], by: str, on: date, reason: str
) -> list[Override]:
    """The same overrides, the standing one of this key taken back.

    Raises
    ------
    Dich2030Error
        None stands for it, or who or why is missing.
    """
    if not (by.strip() and reason.strip()):
        raise Dich2030Error("who removes it and why must be given", "phải ghi rõ ai gỡ và lý do")
    if not any(override.is_standing and override.key == key for override in overrides):
        raise Dich2030Error(f"no decision stands for {' '.join(key)}", f"không có quyết định nào cho {' '.join(key)}")
    ended = {"removed_by": by.strip(), "removed_on": on, "removal_reason": reason.strip()}
    return [replace(one, **ended) if one.is_standing and one.key == key else one for one in overrides]  # type: ignore[arg-type]


@contextmanager
def exchange_overrides(path: Path, overrides: Sequence[Override]) -> Iterator[None]:
    """Write the file for good if what is done with it succeeds; else it is as before. Hold the writer lock around it."""
    before = path.read_text(encoding="utf-8") if path.exists() else None
    _write(path, _write_rows(overrides))
    try:
        yield
    except BaseException:
        if before is None:
            path.unlink()
        else:
            _write(path, before)
        raise


def _write_rows(overrides: Sequence[Override]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(override) for override in overrides)
    return stream.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
