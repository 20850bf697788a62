"""Head lines of a workbook of score sheets: what holds for all of it, and what a sheet says for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from etl.head_lines import Head
from etl.records import RecordContext
from etl.score_sheets.words import find_set
from etl.values.dates import read_date
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


def tell_contradictions(head: Head, heads: Sequence[Head], context: RecordContext) -> bool:
    """Whether a sheet names another set, period or day than ``head``, that of the workbook; told at its cell."""
    readers: Mapping[str, Callable[[str], object]] = {
        "set": lambda text: find_set(context.catalogue.criteria, text),
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
