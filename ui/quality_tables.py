"""Tables of the screen of data quality: silent units, signs, who reported when, and loads with rejected cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.blocks import write_icon, write_simulated, write_style, write_table
from ui.quality import Quality, Sign, name_silence
from ui.quality_words import (
    OTHER_RULE,
    RULE_WORDS,
    name_rules,
    name_subject,
    name_unit,
    tell_mark,
    tell_message,
)
from ui.received import write_file_link
from ui.state import View, write_query
from warehouse.follow_ups import FollowUp
from warehouse.model import Era, Likelihood, Status
from wording.format import MISSING, format_count, format_date, format_number, format_period
from wording.language import _, localise

Row = Mapping[str, Any]
FULL, PARTIAL, NONE = Status.ATTAINED, Likelihood.UNCERTAIN, Status.NO_DATA  # for their look alone


def write_silent(quality: Quality, view: View) -> str:
    """Units that reported nothing, the most people first."""
    columns = [
        (_("Unit"), False),
        (_("People last counted"), True),
        (_("In the period"), False),
        (_("Follow-up"), False),
    ]
    return write_table(
        columns, [_list_silent_texts(row, quality, view) for row in quality.silent], is_tall=len(quality.silent) > 10
    )


def _list_silent_texts(row: Row, quality: Quality, view: View) -> list[str]:
    known = row["people_count"] is not None
    own = "" if row["parent_area_id"] == view.area_id else localise(row, "parent_name")
    name = ", ".join(part for part in (localise(row, "name"), own) if part)
    return [
        f"{write_link('ban-do', view, name, area_id=row['area_id'], period=row['period'])}",
        format_count(row["people_count"]),
        f"{escape(format_period(row['people_period']))} {write_simulated({'is_simulated': row['is_people_simulated']})}"
        if known
        else "",
        write_mark(quality.find_mark(name_silence(row))),
    ]


def write_signs(signs: Sequence[Sign], quality: Quality, view: View) -> str:
    """Signs with what the check said, how many they concern, and the way to their source."""
    columns = [
        (_("Unit"), False), (_("What"), False), (_("Sign"), False), (_("Concerns"), True), (_("Source"), False), (_("Follow-up"), False),
    ]  # fmt: skip
    return write_table(columns, [_list_sign_texts(sign, quality, view) for sign in signs], is_tall=len(signs) > 8)


def _list_sign_texts(sign: Sign, quality: Quality, view: View) -> list[str]:
    row = sign.row
    address = {"area_id": row["area_id"], "indicator_id": row["indicator_id"], "period": row["period"]}
    place = f"{escape(row['file_name'] or '')} · {escape(row['sheet'])} · <b>{escape(row['cell'])}</b>"
    why = write_link("chi-tieu", view, _("Why this number?"), **address)
    return [
        f"{escape(name_unit(sign, view.area_id))} {write_simulated(row)}",
        escape(name_subject(sign)),
        f"<b>{escape(name_rules(sign))}</b><br><span class='address'>{escape(tell_message(sign))}</span>",
        MISSING if sign.is_heaped else format_count(row["impact_count"], localise(row, "unit_noun")),
        f"{why}<br><span class='address'>{place}</span> {write_file_link(row)}",
        write_mark(quality.find_mark(sign.sign_id)),
    ]


def write_mark(mark: FollowUp | None) -> str:
    """The last mark of a sign."""
    return escape(tell_mark(mark)) or MISSING


def write_link(page: str, view: View, words: str, **changes: Any) -> str:
    """Link to a page with the view changed."""
    query = escape(urlencode(write_query(view, **changes)))
    return f"<a href='{page}?{query}' target='_self'>{escape(words)}</a>"


def write_matrix(quality: Quality, view: View, era: Era) -> str:
    """Who reported when: one row an area, one column a period of an era; empty where no unit of the era was expected.

    Rows that reported everything are not drawn but counted, where there are many.
    """
    cells = (
        quality.reporting.filter(pl.col("era") == era)
        .group_by("row_area_id", "row_name_vi", "row_name_en", "period", "period_end", maintain_order=True)
        .agg(
            pl.len().alias("units"),
            (pl.col("reported_count") > 0).sum().alias("reporting"),
            pl.col("expected_count").sum(),
            pl.col("reported_count").sum(),
        )
    )
    if cells.is_empty():
        return ""
    periods = cells.sort("period_end")["period"].unique(maintain_order=True).to_list()
    rows = {
        key[0]: list(part.iter_rows(named=True)) for key, part in cells.group_by("row_area_id", maintain_order=True)
    }
    gaps = {key: sum(row["expected_count"] - row["reported_count"] for row in part) for key, part in rows.items()}
    shown = sorted((key for key in rows if gaps[key]), key=lambda key: -gaps[key])
    body = "".join(_write_matrix_row(rows[key], periods, view) for key in shown)
    heads = "".join(f"<th scope='col'>{_write_period(code, quality.period, view)}</th>" for code in periods)
    whole = len(rows) - len(shown)
    remark = _("{count} of {total} rows reported everything in every period and are not listed.", count=format_number(whole),
               total=format_number(len(rows)))  # fmt: skip
    note = f"<p class='d-note'>{escape(remark)}</p>" if whole else ""
    label = escape(_("Who reported in which period"))
    unit = escape(_("Unit"))
    head = f"<thead><tr><th scope='col'>{unit}</th>{heads}</tr></thead>"
    table = f"<table aria-label='{label}'>{head}<tbody>{body}</tbody></table>" if shown else ""
    return f"<div class='d-reporting' tabindex='0'>{table}</div>{note}"


def _write_period(code: str, current: str, view: View) -> str:
    words = format_period(code)
    return f"<b>{escape(words)}</b>" if code == current else write_link("chat-luong", view, words, period=code)


def _write_matrix_row(cells: Sequence[Row], periods: Sequence[str], view: View) -> str:
    by_period = {cell["period"]: cell for cell in cells}
    name = write_link("chat-luong", view, localise(cells[0], "row_name"), area_id=cells[0]["row_area_id"])
    return f"<tr><th scope='row'>{name}</th>{''.join(_write_matrix_cell(by_period.get(code)) for code in periods)}</tr>"


def _write_matrix_cell(cell: Row | None) -> str:
    """Share of what was expected: icon, colour and count; a dash where nothing was."""
    if cell is None:
        return f"<td>{MISSING}</td>"
    done, asked = cell["reported_count"], cell["expected_count"]
    status = FULL if done == asked else PARTIAL if done else NONE
    counts = (cell["reporting"], cell["units"]) if cell["units"] > 1 else (done, asked)
    words = _("{count} of {total}", count=format_number(counts[0]), total=format_number(counts[1]))
    if counts[0] == counts[1] and status is PARTIAL:
        words = _("{share}, in part", share=words)
    return f"<td style='{write_style(status)}' class='{status}'>{write_icon(status)} {escape(words)}</td>"


def write_key() -> str:
    """What icons and colours of the table of reports mean."""
    words = {FULL: _("all reported"), PARTIAL: _("reported in part"), NONE: _("not reported")}
    items = "".join(
        f"<li style='{write_style(look)}'>{write_icon(look)} {escape(word)}</li>" for look, word in words.items()
    )
    return f"<ul class='d-reporting-key'>{items}</ul>"


def write_rejections(loads: pl.DataFrame) -> str:
    """Loads that stand and of which cells were rejected."""
    columns = [
        (_("File"), False),
        (_("Loaded"), False),
        (_("Cells rejected"), True),
        (_("Values accepted"), True),
        (_("Sign"), False),
    ]
    return write_table(columns, ([
        f"{escape(row['file_name'])} {write_simulated(row)} {write_file_link(row)}",
        f"{format_date(row['loaded_at'])}<br><span class='address'>{escape(row['loaded_by'] or '')}</span>",
        format_count(row["rejected_count"]),
        format_count(row["accepted_count"]),
        escape(", ".join(dict.fromkeys(_(RULE_WORDS.get(rule, OTHER_RULE)) for rule in row["rules"] if rule))),
    ] for row in loads.iter_rows(named=True)))  # fmt: skip
