"""Head lines of a workbook of score sheets: what holds for all of it, and what a sheet says for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import polars as pl

from etl.head_lines import Head
from etl.records import RecordContext
from etl.score_sheets.words import find_set, is_in_force
from etl.values.dates import print_span, read_date
from etl.values.period_words import read_period
from warehouse.periods import Period


def read_head_period(head: Head, context: RecordContext) -> Period | None:
    """The period a head names, else the one that was chosen or that the file's name tells; null where nothing does."""
    text = head.values.get("period", "")
    period = read_period(text) if text else None
    period = period or context.request.period or read_period(context.file_name.rpartition(".")[0].replace("_", " "))
    if period is None:
        context.findings.add("score_period_missing", *head.place("period"), text)
    return period


def read_head_day(head: Head, period: Period, context: RecordContext) -> date:
    """The day the sheets were counted; the end of the period where none is given."""
    text = head.values.get("as_of", "")
    day = read_date(text) if text else None
    if text and day is None:
        context.findings.add("score_date_unknown", *head.place("as_of"), text)
    return day or period.end


def read_head_set(head: Head, period: Period | None, context: RecordContext) -> str | None:
    """The criteria set a head names; null where there is none, or it was not in force at the end of the period."""
    sets, text = context.catalogue.criteria, head.values.get("set", "")
    set_id = find_set(sets, text, period.end if period else None)
    if set_id is not None and period is not None and not is_in_force(sets, set_id, period.end):
        row = sets.sets.row(by_predicate=pl.col("criterion_set_id") == set_id, named=True)
        words = {"day": f"{period.end:%d/%m/%Y}", "span": print_span(row["valid_from"], row["valid_to"])}
        field = "set" if text else "period"
        context.findings.add("criterion_set_not_in_force", *head.place(field), text or row["name_vi"], **words)
        return None
    return set_id


def tell_contradictions(head: Head, heads: Sequence[Head], day: date | None, context: RecordContext) -> bool:
    """Whether a sheet names another set, period or day than ``head``, that of the workbook; told at its cell."""
    readers: Mapping[str, Callable[[str], object]] = {
        "set": lambda text: find_set(context.catalogue.criteria, text, day),
        "period": read_period,
        "as_of": read_date,
    }
    is_told = False
    for own in heads:
        for field, read in readers.items():
            text, first = own.values.get(field), head.values.get(field)
            if (
                text is not None
                and first is not None
                and (read(text) is None or read(text) != read(first))
                and text != first
            ):
                context.findings.add("score_head_differs", *own.place(field), text, first=first)
                is_told = True
    return is_told
