"""Marks of the query page: the answer as a table, a refusal as a card, and the tables of a release as a list that unfolds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Any

import polars as pl

from ui.query_words import TABLES, tell_refusal
from warehouse.dictionary import describe_table
from warehouse.rounding import round_half_away
from warehouse.sandbox import QueryAnswer
from warehouse.statements import StatementError
from wording.format import format_date, format_number, to_fraction, write_number
from wording.language import _, ngettext

PAGE_ROWS = 100
LONGEST_CELL, LONGEST_LINE = 300, 44
SIMULATED = "is_simulated"
PLACES = 4
PLAIN = (0.0001, 1e15)  # from the first, below the second, a fraction is written out
CODE = re.compile(r"[a-z0-9_.:-]+", re.ASCII)


def tell_size(answer: QueryAnswer) -> str:
    """How much an answer holds and how long it took."""
    height, width = answer.frame.shape
    rows = ngettext("{count} row", "{count} rows", height, count=format_number(height))
    first = _("The first {count} rows; there are more", count=format_number(height))
    columns = ngettext("{count} column", "{count} columns", width, count=format_number(width))
    seconds = _("{seconds} s", seconds=format_number(answer.seconds, 2))
    return " · ".join((first if answer.is_cut else rows, columns, seconds))


def write_size(answer: QueryAnswer) -> str:
    """The same as a line of the screen that is read out when it comes."""
    return f"<p class='d-qtally' role='status'>{escape(tell_size(answer))}</p>"


def write_answer(answer: QueryAnswer, page: int) -> str:
    """One page of the rows of an answer, counted from 1."""
    first = (page - 1) * PAGE_ROWS
    numbers = [kind.is_numeric() for kind in answer.frame.dtypes]
    head = "".join(
        f"<th scope='col'{_align(number)}><code>{escape(name)}</code></th>"
        for name, number in zip(answer.names, numbers, strict=True)
    )
    rows = "".join(
        f"<tr><th scope='row' class='place'>{format_number(place)}</th>{_write_cells(row, answer.names, numbers)}</tr>"
        for place, row in enumerate(answer.frame.slice(first, PAGE_ROWS).iter_rows(), first + 1)
    )
    label = escape(_("Rows of the answer"), quote=True)
    return (
        f"<div class='d-qtable' role='region' tabindex='0' aria-label='{label}'><table>"
        f"<thead><tr><th scope='col' class='place'>#</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _align(is_number: bool) -> str:
    return " class='number'" if is_number else ""


def _allow_lines(value: Any) -> str:
    return " class='long'" if isinstance(value, str) and len(value) > LONGEST_LINE else ""


def _write_cells(row: Sequence[Any], names: Sequence[str], numbers: Sequence[bool]) -> str:
    return "".join(
        f"<td{_align(number) or _allow_lines(value)}>{write_cell(value, name)}</td>"
        for value, name, number in zip(row, names, numbers, strict=True)
    )


def write_cell(value: Any, name: str = "") -> str:
    """One value: whole numbers as they are, because many are years; codes as the release has them; what is missing says so.

    >>> write_cell(2030), write_cell("<b>"), write_cell("on_track"), write_cell(None)
    ('2030', '&lt;b&gt;', '<code>on_track</code>', "<code class='null'>NULL</code>")
    """
    if value is None:
        return "<code class='null'>NULL</code>"
    if isinstance(value, bool):
        if name == SIMULATED:
            return f"<span class='d-sim'>{escape(_('simulated'))}</span>" if value else escape(_("real"))
        return f"<code>{str(value).lower()}</code>"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return write_float(value)
    if isinstance(value, datetime):
        return f"{format_date(value)} {value:%H:%M:%S}"
    if isinstance(value, date):
        return format_date(value)
    text = str(value)
    if CODE.fullmatch(text):
        return f"<code>{text}</code>"
    return escape(text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…")


def write_float(value: float) -> str:
    """A fraction to four places, without needless noughts; what is no number, very large or very small as the database writes it.

    >>> write_float(12.0), write_float(1e28), write_float(0.00001), write_float(float("inf"))
    ('12', '<code>1e+28</code>', '<code>1e-05</code>', '<code>inf</code>')
    """
    if value and not PLAIN[0] <= abs(value) < PLAIN[1]:
        return f"<code>{value!r}</code>"
    if value == int(value):
        return str(int(value))
    return write_number(round_half_away(to_fraction(value), PLACES).normalize())


def tell_unseparated(frame_names: Sequence[str]) -> str:
    """A remark where an answer of a release with simulated reports does not say which of its rows are simulated."""
    if SIMULATED in frame_names:
        return ""
    return _(
        "The release holds simulated figures. This answer lacks the column is_simulated, so it does not tell them from real ones."
    )


def write_refusal(error: StatementError, text: str) -> str:
    """Why there is no answer: what, where, what to do, and what the database said."""
    what, where, remedy = tell_refusal(error)
    place = f"<p class='where'>{escape(where)}</p>{_write_line(error, text)}" if where else ""
    summary = escape(_("Remark of the database"))
    detail = f"<details><summary>{summary}</summary><code lang='en'>{escape(error.detail)}</code></details>"
    return (
        f"<div class='d-qrefusal' role='alert'><h2>{escape(what)}</h2>{place}<p>{escape(remedy)}</p>"
        f"{detail if error.detail else ''}</div>"
    )


def _write_line(error: StatementError, text: str) -> str:
    lines = text.splitlines()
    if not 0 < error.line <= len(lines):
        return ""
    mark = "\n" + " " * (error.column - 1) + "^" if error.column else ""
    return f"<pre><code>{escape(lines[error.line - 1] + mark)}</code></pre>"


def write_tables(columns: pl.DataFrame) -> str:
    """The tables of a release, each unfolding to its columns; grain, units and nulls as the SQL files say them, in English.

    Parameters
    ----------
    columns : polars.DataFrame
        Grain: column of a table; ``table_name``, ``column_name``, ``data_type``.
    """
    tables = {str(name): rows for (name,), rows in columns.group_by("table_name", maintain_order=True)}
    known = [name for name in TABLES if name in tables]
    return "<div class='d-qtables'>" + "".join(_write_table(name, tables[name]) for name in known) + "</div>"


def _write_table(name: str, columns: pl.DataFrame) -> str:
    described = "".join(
        f"<p><code lang='en'>{escape(text if field == 'note' else f'{field}: {text}')}</code></p>"
        for field, text in describe_table(name).items()
    )
    items = "".join(
        f"<li><code>{escape(column)} <i>{escape(kind)}</i></code></li>"
        for column, kind in columns.select("column_name", "data_type").iter_rows()
    )
    return (
        f"<details><summary><code>{escape(name)}</code> <span>{escape(_(TABLES[name]))}</span></summary>"
        f"{described}<ul>{items}</ul></details>"
    )
