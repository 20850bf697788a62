"""Targets across eras: those of the provinces a merged one was made from, side by side as reference, never as a verdict (METHODS 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from ui.blocks import write_simulated, write_table
from ui.state import View, write_query
from warehouse.model import Unit
from wording.format import MISSING, format_count, format_date, format_issue_date, format_percent, format_target
from wording.language import _, localise
from wording.places import Area

Row = Mapping[str, Any]
UNKNOWN_NUMBER = "unknown"


def write_constituents(rows: Sequence[Row], area: Area, view: View, unit_noun: str) -> str:
    """Table of the constituents' targets with what they come to together, year by year; a link from a former province to the merged one.

    Parameters
    ----------
    rows : sequence of mappings
        Of :func:`warehouse.queries.list_constituent_targets`, by year.
    """
    columns = [
        (_("Province until 30/6/2025"), False),
        (_("Target level"), True),
        (_("Due"), False),
        (_("Document"), False),
        (_("Denominator"), True),
        (_("People wanted"), True),
    ]
    years = [list(group) for _key, group in groupby(rows, key=lambda row: (row["target_year"], row["target_basis"]))]
    lines = [tell_equivalent(group, unit_noun) for group in years]
    notes = "".join(f"<p class='d-change'>{escape(line)}</p>" for line in lines if line)
    return write_table(columns, [list_texts(row, view) for row in rows]) + notes + write_merged(rows[0], area, view)


def list_texts(row: Row, view: View) -> list[str]:
    """Texts of one row: the former province as a link, its target and who set it, its document, its people."""
    query = urlencode(write_query(view, area_id=row["area_id"], period=None))
    name = f"<a href='?{escape(query)}' target='_self'>{escape(localise(row, 'name'))}</a>"
    kept = _("inherited from {place}", place=localise(row, "scope_name")) if row["is_inherited"] else _("own")
    level = format_target(row["target_value"], Unit.PERCENT, row["target_operator"])
    doubt = "" if row["is_verified"] or row["target_value"] is None else " " + _("(not verified)")
    known = row["denominator"] is not None
    day = _("as of {date}", date=format_date(row["denominator_end"])) if known else ""
    base = f"{format_count(row['denominator'])} {write_simulated(row)}<br><span class='address'>{escape(day)}</span>"
    return [
        name,
        f"<b>{escape(level)}</b>{escape(doubt)}<br><span class='address'>{escape(kept)}</span>",
        format_date(row["due"]) if row["due"] else escape(_("undated")),
        escape(name_document(row)),
        base if known else MISSING,
        MISSING if row["people_wanted"] is None else f"{format_count(row['people_wanted'])} {write_simulated(row)}",
    ]


def name_document(row: Row) -> str:
    """Number, date and issuer of a document; says so where its number is not known."""
    return " · ".join(part for part in (*list_marks(row), localise(row, "document_issuer")) if part) or MISSING


def list_marks(row: Row) -> list[str]:
    """Number and date of a document, each where there is one."""
    number = row["document_number"]
    known = _("number not known") if number == UNKNOWN_NUMBER else number
    date = format_issue_date(row["document_date"]) if row["document_date"] else ""
    return [part for part in (known, date) if part]


def tell_equivalent(rows: Sequence[Row], unit_noun: str) -> str:
    """What the targets of a year come to in people, as a rate of all of them together; empty where one of them is not known."""
    share = rows[0]["equivalent_value"]
    if share is None:
        return ""
    text = _(
        "{year}: together {people} of {base} {noun}, which comes to {share}. For reference, no verdict.",
        year=rows[0]["target_year"],
        people=format_count(sum(row["people_wanted"] for row in rows)),
        base=format_count(sum(row["denominator"] for row in rows)),
        noun=unit_noun,
        share=format_percent(share),
    )
    return " ".join([text, _("Simulated figures.")]) if any(row["is_simulated"] for row in rows) else text


def write_merged(row: Row, area: Area, view: View) -> str:
    """From a former province, the way to the merged one; empty on the merged one itself."""
    if row["merged_area_id"] == area.area_id:
        return ""
    query = urlencode(write_query(view, area_id=row["merged_area_id"], period=None))
    words = _("Now part of {place}", place=localise(row, "merged_name"))
    return f"<p class='d-note'><a href='?{escape(query)}' target='_self'>{escape(words)} →</a></p>"
