"""What the texts beside the numbers say: titles, groups, measures, periods and units of each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import polars as pl
from rapidfuzz import process

from etl.findings import Findings
from etl.tables.body import ROW
from etl.tables.layout import Layout
from etl.tables.row_words import is_total
from etl.tables.text import fold_phrase
from etl.tables.units import read_unit
from etl.tables.vocabulary import Vocabulary
from etl.values.period_words import read_period

SUGGESTIONS: Final = 3
CLOSE_ENOUGH: Final = 55
TOTAL, RATE = "total", "rate"  # no problems: a sum stays, a rate is left out
LABEL_SCHEMA: Final = dict.fromkeys(("title", "thing", "group", "measure", "period", "problem"), pl.String)

Label = dict[str, str | None]


def read_labels(rows: pl.DataFrame, layout: Layout, findings: Findings) -> pl.DataFrame:
    """Read every label column, and leave out the rows whose labels are not understood.

    Returns
    -------
    pl.DataFrame
        ``rows`` with ``row_title``, ``row_thing``, ``row_group`` ("" = total), ``row_measure``, ``row_period``, ``row_scale``; null where
        the row's own labels do not say it. ``content_total`` true where the content is a sum.
    """
    readers: dict[str, Callable[[str, Vocabulary], Label]] = {
        "title_id": read_title,
        "group_id": read_group,
        "content": read_content,
        "measure": read_measure,
        "period": read_row_period,
        "unit": read_row_unit,
    }
    if layout.measure is None and any(column.measure is None for column in layout.counts):
        readers["content"] = read_measure
    said: dict[str, list[pl.Expr]] = {name: [] for name in LABEL_SCHEMA}
    for role, read in readers.items():
        column = layout.find(role)
        if column is None:
            continue
        rows = rows.join(
            map_texts(rows[role], role, read, layout.vocabulary), on=role, how="left", maintain_order="left"
        )
        rows = report_problems(rows, role, column.index, layout, findings)
        for name in LABEL_SCHEMA:
            said[name].append(pl.col(f"{role}_{name}"))
    nothing = pl.lit(None, dtype=pl.String)
    labels = {
        f"row_{name}": pl.coalesce(*said[name], nothing) for name in ("title", "thing", "group", "measure", "period")
    }
    scale = pl.col("unit_measure").cast(pl.Int64) if layout.find("unit") else pl.lit(None, dtype=pl.Int64)
    return rows.with_columns(**labels, row_scale=scale)


def map_texts(
    texts: pl.Series, role: str, read: Callable[[str, Vocabulary], Label], vocabulary: Vocabulary
) -> pl.DataFrame:
    """Each different text of a column with what it says. Grain: text; columns ``<role>_<name>``."""
    different = texts.unique().to_list()
    readings: list[dict[str, Any]] = [
        {**dict.fromkeys(LABEL_SCHEMA), **read(text, vocabulary)} if text else {} for text in different
    ]
    frame = (
        pl.DataFrame(readings, schema=LABEL_SCHEMA, orient="row") if different else pl.DataFrame(schema=LABEL_SCHEMA)
    )
    return frame.rename({name: f"{role}_{name}" for name in LABEL_SCHEMA}).with_columns(
        pl.Series(role, different, dtype=pl.String)
    )


def read_title(text: str, vocabulary: Vocabulary) -> Label:
    """A cell in a column of titles."""
    reading = vocabulary.read(text, prefer="group")
    titles = reading.titles or reading.things
    if len(titles) == 1 and reading.is_clear:
        return {"title": titles[0], "group": first(reading.groups)}
    return {"problem": None if is_total(text, vocabulary) else "unknown_title"}


def read_group(text: str, vocabulary: Vocabulary) -> Label:
    """A cell in a column of groups; a sum is the total over all of them."""
    if is_total(text, vocabulary):
        return {"group": ""}
    reading = vocabulary.read(text, prefer="group")
    if len(reading.groups) == 1 and reading.is_clear:
        return {"group": reading.groups[0]}
    return {"problem": "unknown_group"}


def read_content(text: str, vocabulary: Vocabulary) -> Label:
    """A cell that may name title, group and measure at once, or be a sum over the rows."""
    reading = vocabulary.read(text)
    if is_total(text, vocabulary) and not (reading.things or reading.titles):
        return {"problem": TOTAL}
    return read_measure(text, vocabulary)


def read_measure(text: str, vocabulary: Vocabulary) -> Label:
    """A cell that names what the number in its row counts: here "Tổng số" is a measure, and only "Tổng cộng" a sum over the rows."""
    if vocabulary.words["rows"]["whole"].is_start_of(text):
        return {"problem": TOTAL}
    reading = vocabulary.read(text)
    if reading.is_rate:
        return {"problem": RATE}
    things = first(reading.things) if len(reading.things) == 1 else None
    if not reading.measures:
        reading = vocabulary.read(text, prefer="group")
    if reading.is_not_read or not (reading.titles or reading.groups or reading.measures or things):
        return {"problem": "content_not_read"}
    if not reading.is_clear:
        return {"problem": "unknown_content"}
    codes = {"title": reading.titles, "group": reading.groups, "measure": reading.measures}
    return {name: first(found) for name, found in codes.items()} | {"thing": things}


def read_row_period(text: str, vocabulary: Vocabulary) -> Label:
    """A cell in a column of periods."""
    period = read_period(text)
    return {"period": period.code} if period else {"problem": "period_unread"}


def read_row_unit(text: str, vocabulary: Vocabulary) -> Label:
    """A cell in a column of units; the scale stands in ``measure`` as text."""
    scale = read_unit(text, vocabulary).scale
    return {"measure": str(scale)} if scale else {"problem": "unit_unknown"}


def first(codes: tuple[str, ...]) -> str | None:
    """The first of some codes, or None."""
    return codes[0] if codes else None


def report_problems(rows: pl.DataFrame, role: str, column: int, layout: Layout, findings: Findings) -> pl.DataFrame:
    """Report the labels that are not understood, and leave their rows out; sums stay."""
    problem = pl.col(f"{role}_problem").fill_null(TOTAL)
    wrong = (problem != TOTAL) & ~pl.col("is_total")
    for row, text, rule in rows.filter(wrong & (problem != RATE)).select(ROW, role, problem).iter_rows():
        close = [] if rule == "content_not_read" else suggest(text, role, layout.vocabulary)
        findings.add(rule, layout.context.sheet, layout.address(row, column), text, close)
    return rows.filter(~wrong)


def suggest(text: str, role: str, vocabulary: Vocabulary) -> list[str]:
    """What a label may have meant, as it should be written, the likeliest first."""
    titles, groups, measures = vocabulary.title_names, vocabulary.group_names, vocabulary.measure_names
    names = {"title_id": titles, "group_id": groups, "content": {**titles, **measures}, "measure": measures}
    known = [name for name in names.get(role, {}).values() if name]
    close = process.extract(text, known, processor=fold_phrase, limit=SUGGESTIONS, score_cutoff=CLOSE_ENOUGH)
    return [name for name, *_ in close]
