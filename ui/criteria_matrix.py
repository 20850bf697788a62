"""The tree of a criteria set as a matrix: what lies at the top as headings, what is above the judged criteria as rows, these as cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.criteria_view import CRITERION, DEPARTMENT, LEVEL, UNRATED, CriteriaView, is_met
from ui.criteria_words import tell_change, tell_count, write_level, write_outlook
from ui.state import seed_choice, write_address
from wording.criterion_words import name_criterion, name_lead, name_level
from wording.format import format_number
from wording.language import _, localise

Row = Mapping[str, Any]
EVERY, UNMET = "tat-ca", "chua-dat"


def draw_limits(view: CriteriaView) -> Sequence[Row]:
    """The choice of a level and of a department, and the criteria that are left."""
    levels = {
        EVERY: _("All levels"),
        UNMET: _("Everything not fully met, not assessed included"),
        **{row["rating"]: localise(row, "name") for row in view.ratings},
        UNRATED: _("Not assessed"),
    }
    leads = sorted(
        {(row["lead_department_id"], name_lead(row)) for row in view.judged if row.get("lead_department_id")}
    )
    departments = {EVERY: _("All departments"), **dict(sorted(leads, key=lambda one: one[1]))}
    with st.container(horizontal=True):
        level = draw_choice(LEVEL, _("Level reached"), levels)
        department = draw_choice(DEPARTMENT, _("Department in charge"), departments)
    return [
        row for row in view.judged if has_level(row, level) and department in (EVERY, row.get("lead_department_id"))
    ]


def draw_choice(key: str, label: str, words: Mapping[str, str]) -> str:
    """A list of which one is chosen; what is chosen goes into the address."""
    chosen = seed_choice(key, list(words), EVERY)
    st.selectbox(
        label,
        list(words),
        key=key,
        format_func=lambda code: words.get(code, code),
        placeholder=label,
        filter_mode=None,
        label_visibility="collapsed",
        width=320,
    )
    write_address({key: chosen if chosen != EVERY else None}, (key,))
    return chosen


def has_level(row: Row, level: str) -> bool:
    """Whether a criterion is among those of a level asked for."""
    if level == UNMET:
        return not is_met(row)
    return level == EVERY or (row.get("rating") or UNRATED) == level


def write_matrix(view: CriteriaView, rows: Sequence[Row]) -> str:
    """The criteria given, under what they hang on."""
    parts = []
    for top, under in groupby(rows, key=lambda row: find_top(view, row)):
        group = list(under)
        lines = "".join(
            write_line(view, view.find(code), list(cells))
            for code, cells in groupby(group, key=lambda row: row["parent_code"])
        )
        head = view.find(top)
        heading = write_heading(head, group) if head else ""
        parts.append(f"<section class='k-section'>{heading}{lines}</section>")
    return f"<div class='k-matrix'>{''.join(parts)}</div>"


def find_top(view: CriteriaView, row: Row) -> str | None:
    """Code of what the row above a criterion hangs on; null where nothing lies there."""
    above = view.find(row["parent_code"])
    return above["parent_code"] if above else None


def write_heading(head: Row, rows: Sequence[Row]) -> str:
    """Heading of a section with its count."""
    is_assessed = any(row.get("rating") is not None for row in rows)
    count = _("{count} met", count=tell_count(sum(map(is_met, rows)), len(rows))) if is_assessed else ""
    name = f"{head['criterion_code']}. {name_criterion(head)}"
    return f"<h3>{escape(name)}<small>{escape(count)}</small></h3>"


def write_line(view: CriteriaView, head: Row | None, cells: Sequence[Row]) -> str:
    """One row of the matrix: what the criteria hang on, with a bar of their levels, and their cells."""
    drawn = "".join(write_cell(view, row) for row in cells)
    if head is None:
        return f"<div class='k-line k-alone'><div class='k-cells'>{drawn}</div></div>"
    name = f"<b>{escape(head['criterion_code'])}</b> {escape(name_criterion(head))}"
    return f"<div class='k-line'><div class='k-head'><p>{name}</p>{write_bar(view, cells)}</div><div class='k-cells'>{drawn}</div></div>"


def write_bar(view: CriteriaView, rows: Sequence[Row]) -> str:
    """The levels of some criteria as one segmented bar, the best first."""
    codes = [row["rating"] for row in view.ratings]
    ordered = sorted(rows, key=lambda row: codes.index(row["rating"]) if row.get("rating") in codes else len(codes))
    words = "; ".join(f"{level}: {format_number(len(list(same)))}" for level, same in groupby(ordered, key=name_level))
    parts = "".join(f"<i class='s-{view.find_look(row.get('rating'))}'></i>" for row in ordered)
    return f"<div class='k-bar' role='img' aria-label='{escape(words, quote=True)}'>{parts}</div>"


def write_cell(view: CriteriaView, row: Row) -> str:
    """One criterion: its level now, beside it what it is likely to reach, who is in charge; a link to all that is known of it."""
    look = view.find_look(row.get("rating"))
    address = escape("?" + urlencode({CRITERION: row["criterion_code"]}), quote=True)
    change = f"<em>{escape(tell_change(row))}</em>" if tell_change(row) else ""
    lead = f"<small>{escape(name_lead(row))}</small>" if name_lead(row) else ""
    return (
        f"<a class='k-cell s-{look}' href='{address}' target='_self' data-in-place-choice>"
        f"<span class='k-name'><b>{escape(row['criterion_code'])}</b> {escape(name_criterion(row))}</span>"
        f"<span class='k-levels'>{write_level(view, row)}{write_outlook(row)}{change}</span>{lead}</a>"
    )
