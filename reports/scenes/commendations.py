"""Collectives and individuals commended, real ones and simulated ones apart."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Cell, Column, Paragraphs, Scene, Table
from reports.content import Content, Row
from reports.printed import print_count
from reports.scenes.marks import mark_simulated
from reports.sentences import end
from reports.source_line import tell_nature
from wording.commendation_words import LEVEL_WORDS
from wording.format import format_number
from wording.language import _
from wording.phrases import Figure, Phrase, compose, compose_plural, join

MOST_ROWS = 10


def compose_commendations(content: Content) -> Scene | None:
    """Commendations by year, campaign and level; None where none is known."""
    rows = content.commendations
    if not rows:
        return None
    source = tell_source(rows)
    columns = (
        Column(_("Year"), "text", 0.8),
        Column(_("Campaign"), "text", 3.8),
        Column(_("Commended by"), "text", 1.8),
        Column(_("Collectives"), "count", 1.0),
        Column(_("Individuals"), "count", 1.2),
    )
    shown = rows[:MOST_ROWS]
    table = Table(_("Commendations"), columns, tuple(compose_row(content, row, rows) for row in shown), source)
    more = len(rows) - len(shown)
    told = compose("and {count} more rows in the release", count=format_number(more))
    rest = (Paragraphs((end(told),)),) if more > 0 else ()
    title = tell_commendations(content)
    return Scene("commendations", title, (table, *rest), source, (end(title), source))


def tell_commendations(content: Content) -> Phrase:
    """How many collectives and individuals were commended; real ones and simulated ones are not added up."""
    parts = []
    for is_simulated in (False, True):
        own = [row for row in content.commendations if bool(row["is_simulated"]) == is_simulated]
        if own:
            told = compose("{collectives} and {individuals} commended", **count_both(content, own))
            parts.append(compose("{text} (simulated)", text=told) if is_simulated else told)
    return join(parts, "; ")


def count_both(content: Content, rows: Sequence[Row]) -> dict[str, Phrase]:
    """Collectives and individuals of some rows with their nouns."""
    collectives, individuals = (sum(row[f"{kind}_count"] for row in rows) for kind in ("collective", "individual"))
    words = [
        print_all(content, rows, kind, count)
        for kind, count in (("collective", collectives), ("individual", individuals))
    ]
    return {
        "collectives": compose_plural("{count} collective", "{count} collectives", collectives, count=words[0]),
        "individuals": compose_plural("{count} individual", "{count} individuals", individuals, count=words[1]),
    }


def print_all(content: Content, rows: Sequence[Row], kind: str, count: int) -> Figure:
    """A number of commended of some rows."""
    nature = "simulated" if rows[0]["is_simulated"] else "real"
    return print_count(f"{kind}.{nature}", count, content.area_id, content.period.code)


def compose_row(content: Content, row: Row, rows: Sequence[Row]) -> tuple[Cell, ...]:
    """Cells of one campaign and level of a year."""
    nature = "simulated" if row["is_simulated"] else "real"
    asked = (content.area_id, str(row["year"]), row["campaign"], row["level"], nature)
    counts = [
        (print_count(kind, row[f"{kind}_count"], *asked), row[f"{kind}_count"]) for kind in ("collective", "individual")
    ]
    level = LEVEL_WORDS[row["level"]]
    return (
        Cell(mark_simulated((str(row["year"]),), row, rows)),
        Cell((row["campaign"],)),
        Cell((_(level),)),
        *(Cell((figure,), count) for figure, count in counts),
    )


def tell_source(rows: Sequence[Row]) -> Phrase:
    """Source line: years, nature, decisions or files."""
    years = sorted({str(row["year"]) for row in rows})
    found = [name for row in rows for name in (row["document_numbers"] or row["file_names"])]
    names = list(dict.fromkeys(found))
    more = [_("and {count} more", count=format_number(len(names) - 1))] if len(names) > 1 else []
    parts: list[Phrase] = [
        compose("commendations of {years}", years=", ".join(years)),
        (tell_nature(row["is_simulated"] for row in rows),),
        compose("source: {name}", name=" ".join([*names[:1], *more])) if names else (),
    ]
    return join(parts, " · ")
