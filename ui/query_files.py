"""What is taken away from the query page: the rows of an answer, with the statement that gave them."""

from __future__ import annotations

from functools import partial

import polars as pl

from reports.extract import Column, Extract, Kind
from ui.extracts import copy_link, list_files
from ui.query_drawing import SIMULATED, tell_size, tell_unseparated
from ui.state import PageContext
from ui.take_away import draw_take_away
from warehouse.sandbox import QueryAnswer
from wording.format import format_count, format_date
from wording.language import _

LONGEST_NOTE = 2_000


def draw_query_files(context: PageContext, answer: QueryAnswer, text: str) -> None:
    """The answer as files."""
    name = f"truy-van_{context.release.release_id}"
    draw_take_away(partial(build_query_extract, context, answer, text, copy_link(context)), "query", name)


def build_query_extract(context: PageContext, answer: QueryAnswer, text: str, link: str) -> Extract:
    """The rows under the names the statement gives them; which files they stand on only the statement could tell."""
    fractions = pl.col(pl.Float32, pl.Float64)
    rows = answer.label_columns().with_columns(pl.when(fractions.is_finite()).then(fractions))
    columns = tuple(Column(name, name, find_kind(kind)) for name, kind in rows.schema.items())
    info = context.release.info
    nature = tell_unseparated(answer.names) if info.has_simulated else ""
    if SIMULATED in rows.columns and rows.schema[SIMULATED] == pl.Boolean():
        count = int(rows[SIMULATED].fill_null(value=False).sum())
        nature = _(
            "{count} of {total} rows are simulated data", count=format_count(count), total=format_count(rows.height)
        )
    notes = (
        (_("Statement (SQL of DuckDB)"), text[:LONGEST_NOTE]),
        (_("Rows of the answer"), tell_size(answer)),
        (_("Nature"), nature),
        (_("Data until"), format_date(info.data_as_of)),
    )
    kept = tuple((label, said) for label, said in notes if said)
    name, title = f"truy-van_{info.release_id}", _("SQL query")
    return Extract(name, title, columns, rows, kept, list_files(pl.DataFrame()), info.release_id, link)


def find_kind(kind: pl.DataType) -> Kind:
    """How a column is written: everything but days as it is, because only the statement knows what it means."""
    if kind == pl.Date():
        return "date"
    return "datetime" if kind.is_temporal() else "code"
