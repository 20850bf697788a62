"""What each screen lets be taken away: its rows with their base, date, nature and files, and the link that shows it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import polars as pl
import streamlit as st

from reports.extract import Extract
from ui.answers import ask
from ui.extract_fields import Field, Row, build_columns
from ui.state import RELEASE, PageContext, read_draft
from warehouse.extract_queries import list_extract_files
from warehouse.model import Territory
from wording.format import format_count, format_date
from wording.language import _, localise


def copy_link(context: PageContext) -> str:
    """Address of this screen with everything it says so far, pinned to the release, so that it shows the same numbers for good."""
    parts = urlsplit(st.context.url or "")
    query = urlencode({**read_draft(), RELEASE: context.release.release_id})
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def build_extract(
    context: PageContext,
    name: str,
    title: str,
    fields: Iterable[Field],
    rows: Sequence[Row],
    *,
    link: str,
    told: Sequence[tuple[str, str]] = (),
    indicator_id: str | None = None,
    period: str | None = None,
    territory: Territory = Territory.AS_REPORTED,
    area_id: str | None = None,
) -> Extract:
    """Put a screen's rows together with what they stand on.

    Parameters
    ----------
    fields : iterable of Field
        Columns, in order; those of another unit than the rows have are left out.
    rows : sequence of mappings
        Grain of the screen, as its query gives them.
    told : sequence of (label, text)
        What the screen says of all of them: base, period, completeness.
    indicator_id, period, territory, area_id
        Which files the rows stand on; by default all of the place looked at and the units under it.
    """
    columns, frame = build_columns(fields, rows)
    question = (area_id or context.area.area_id, indicator_id, period, territory)
    files = ask(context.release, list_extract_files, *question)
    notes = (
        (_("Place"), context.area.name),
        *((label, text) for label, text in told if text),
        (_("Nature"), tell_nature_of(rows)),
        (_("Data until"), format_date(context.release.info.data_as_of)),
    )
    kept = tuple((label, text) for label, text in notes if text)
    return Extract(name, title, columns, frame, kept, list_files(files), context.release.release_id, link)


def tell_nature_of(rows: Sequence[Row]) -> str:
    """How many of the numbers are simulated, in words; empty where there is none."""
    marks = [bool(row["is_simulated"]) for row in rows if row.get("is_simulated") is not None]
    if not marks:
        return ""
    if not any(marks):
        return _("real figures only")
    if all(marks):
        return _("simulated data")
    return _(
        "{count} of {total} rows are simulated data", count=format_count(sum(marks)), total=format_count(len(marks))
    )


def list_files(files: pl.DataFrame) -> pl.DataFrame:
    """Files as the sheet of sources shows them: one row a sheet, headings in words, all texts."""
    return pl.DataFrame([_list_file_texts(row) for row in files.iter_rows(named=True)])


def _list_file_texts(row: dict[str, Any]) -> dict[str, str]:
    return {
        _("Source"): localise(row, "source_name"),
        _("File"): row["file_name"],
        _("Sheet"): row["sheet"] or "",
        "SHA-256": row["sha256"],
        _("As of"): format_date(row["as_of_to"]),
        _("Loaded"): format_date(row["loaded_at"]),
        _("Cells"): format_count(row["cell_count"]),
        _("Nature"): _("simulated") if row["is_simulated"] else _("real"),
        _("Address"): row["source_url"] or "",
    }
