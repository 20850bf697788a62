"""Where the numbers of the stage come from, in words: what is counted, of what, when, by whom, and the cells it was read from.

The name of a number (``reports/keys.py``) says what it is: ``area|indicator|target year|period|basis|group|measure``, or a count that
ends in ``#what``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from warehouse.periods import PERIOD_CODE
from warehouse.queries import Release, list_targets
from warehouse.title_queries import list_flow_titles
from warehouse.trace_queries import trace_numbers
from wording.format import (
    MISSING,
    format_basis,
    format_completeness,
    format_confidence,
    format_date,
    format_period,
    format_target,
)
from wording.language import N_, _, localise
from wording.titles_flow import STEP_WORDS, StepCode

Row = Mapping[str, Any]
Trace = list[tuple[str, str]]
TARGET = "target"
MEASURES = {
    "value": N_("Rate"),
    "old": N_("Rate"),
    "new": N_("Rate"),
    TARGET: N_("Target"),
    "gap_count": N_("Still missing to the target"),
    "points": N_("Change between two periods"),
    "signed_points": N_("Change between two periods"),
    "reporter_count": N_("Units that reported"),
    "expected_count": N_("Units expected to report"),
}
SERIES = "series_"
STEPS: Mapping[str, str] = {
    **{code.value: words for code, words in STEP_WORDS.items()},
    StepCode.TOTAL.value: N_("In all"),
    "share_total": N_("Recognised of all"),
    "share_registered": N_("Recognised of those registered"),
}
PARTS = 7
CHANGE = ">"  # between the two periods of a change
MOST_CELLS = 6


def trace_figures(keys: Iterable[str], release: Release) -> list[Trace]:
    """Lines of the panel of each number, in the order of the keys: heading and text."""
    names = list(keys)
    asked = {key: name_number(key) for key in names}
    wanted = list(dict.fromkeys(number for number in asked.values() if number))
    rows = trace_numbers(release, wanted).to_dicts() if wanted else []
    found = {number: list(cells) for number, cells in groupby(rows, key=lambda row: row["asked"])}
    titles = {row["title_id"]: localise(row, "title_name") for row in list_flow_titles(release).iter_rows(named=True)}
    targets = read_targets(names, release)
    end = (_("Release"), release.release_id)
    return [[*tell_number(key, found.get(asked[key] or "", []), titles, targets), end] for key in names]


def read_targets(keys: Iterable[str], release: Release) -> Mapping[tuple[str, ...], Sequence[Row]]:
    """Targets that the keys name, by area, indicator and year; several where several authorities set one."""
    asked = {tuple(parts[:3]) for key in keys if (parts := key.split("|"))[-1] == TARGET and len(parts) == PARTS}
    rows = {area_id: list_targets(release, area_id).to_dicts() for area_id in {area_id for area_id, _i, _y in asked}}
    return {
        (area_id, indicator_id, year): [
            row for row in rows[area_id] if (row["indicator_id"], str(row["target_year"])) == (indicator_id, year)
        ]
        for area_id, indicator_id, year in asked
    }


def name_number(key: str) -> str | None:
    """The number of the release a key names, without year and measure; null for a count and for other keys.

    >>> name_number("01.2025-07|rate|2025|2025|total|-|gap")
    '01.2025-07|rate|2025|total|-'
    """
    parts = key.split("|")
    if len(parts) != PARTS or parts[-1].startswith("#"):
        return None
    area, indicator, _year, period, basis, group, measure = parts
    earlier, _until, later = period.partition(CHANGE)
    period = earlier if measure == "old" else later or earlier
    return "|".join((area, indicator, period, basis, group))


def tell_number(
    key: str, cells: Sequence[Row], titles: Mapping[str, str], targets: Mapping[tuple[str, ...], Sequence[Row]]
) -> Trace:
    """Lines of one number; of a count only when it is of, of a target the documents that set it."""
    parts = key.split("|")
    if not cells or cells[0]["name_vi"] is None:
        return tell_count(parts, titles)
    row, measure, year = cells[0], parts[-1], parts[2]
    head = [(_("What it is"), tell_measure(row, measure, year)), (_("Indicator"), localise(row, "name"))]
    if measure == TARGET:
        return [*head, (_("Base"), format_basis(row)), (_("Set by"), tell_documents(targets[tuple(parts[:3])]))]
    return [
        *head,
        (_("Place"), localise(row, "area_name")),
        *([(_("Group"), localise(row, "group_name"))] if row["group_name_vi"] else []),
        (_("Period"), tell_period(row)),
        (_("Base"), format_basis(row)),
        *(
            [(_("Completeness"), format_completeness(row)), (_("Nature"), tell_nature(row))]
            if row["period_end"]
            else []
        ),
        (_("Source"), tell_cells(cells)),
    ]


def tell_documents(targets: Sequence[Row]) -> str:
    """The value each authority set, its document, and how well that is known."""
    lines = [
        " · ".join(
            part
            for part in (
                format_target(row["target_value"], row["unit"], row["target_operator"]),
                localise(row, "scope_name"),
                row["document_number"] or "",
                localise(row, "document_issuer"),
                format_confidence(row["confidence"]),
            )
            if part
        )
        for row in targets
    ]
    return "\n".join(dict.fromkeys(lines)) or MISSING


def tell_count(parts: Sequence[str], titles: Mapping[str, str]) -> Trace:
    """Lines of a count: a step of a title by its name, the others as what was counted from the release."""
    period = next((part for part in parts if PERIOD_CODE.fullmatch(part)), "")
    when = [(_("Period"), format_period(period))] if period else []
    title, _dot, rest = parts[-1].removeprefix("#").partition(".")
    if title not in titles:
        return [(_("What it is"), _("Counted from the figures and verdicts of the release")), *when]
    step = rest.rpartition(".")[2]
    what = _(STEPS[step]) if step in STEPS else _("Counted from the figures and verdicts of the release")
    nature = _("simulated") if "simulated" in rest.split(".") else _("real")
    return [(_("What it is"), what), (_("Learning title"), titles[title]), *when, (_("Nature"), nature)]


def tell_measure(row: Row, measure: str, year: str) -> str:
    """What a number counts."""
    if measure in ("numerator", "denominator"):
        return localise(row, measure)
    name = "value" if measure.startswith(SERIES) else measure
    words = _(MEASURES[name]) if name in MEASURES else _("Computed from the figures of the release")
    return f"{words} {year}" if measure in (TARGET, "gap_count") and year.isdigit() else words


def tell_period(row: Row) -> str:
    """The period, and the day the figure holds for where it is known."""
    period = format_period(row["period"])
    day = row["as_of"] or row["period_end"]
    told = _("data as of {date}", date=format_date(day))
    return f"{period} · {told}" if day else period


def tell_nature(row: Row) -> str:
    """Simulated or real."""
    return _("simulated") if row["is_simulated"] else _("real")


def tell_cells(cells: Sequence[Row]) -> str:
    """File, sheet and cell of each part of a number; that it is a sum where it has none of its own."""
    own = [cell for cell in cells if cell["cell"]]
    if not own:
        return _("A sum of reports: it has no cell of its own")
    lines = [
        " · ".join(
            part for part in (cell["file_name"], cell["sheet"], cell["cell"], localise(cell, "source_name")) if part
        )
        for cell in own[:MOST_CELLS]
    ]
    return "\n".join(dict.fromkeys(lines))
