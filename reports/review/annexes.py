"""Annexes of a report: every result in full, results by area, criteria not met, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.blocks import Cell, Column, Paragraphs, Section, Table
from reports.content import Content, Row
from reports.printed import (
    name_qualifier,
    print_count,
    print_number,
    print_value,
    tell_base,
    tell_completeness,
    tell_counts,
    tell_value,
)
from reports.review.units import list_told
from reports.scenes.criteria import compose_table as compose_criteria_table
from reports.scenes.criteria import tell_survey_source, tell_title
from reports.scenes.marks import mark_simulated, name_row
from reports.sentences import end, tell_gap, tell_status, tell_target
from reports.source_line import tell_nature, tell_rows_source, tell_units_source
from wording.board_words import name_short
from wording.format import MISSING, format_date, format_status
from wording.language import _, localise
from wording.overview_goals import list_valued
from wording.phrases import Figure, Phrase, compose, join, qualify

MOST_INDICATORS = 8  # in one table of units
HASH_LETTERS = 12


def compose_annexes(content: Content) -> tuple[Section, ...]:
    """Annexes of which there is something to show."""
    found = (
        compose_details(content),
        compose_area_results(content),
        compose_criteria(content),
        compose_sources(content),
    )
    return tuple(annex for annex in found if annex is not None)


def compose_details(content: Content) -> Section | None:
    """Every target that fell due with its counts, missing ones too; None where none is due."""
    column = content.board.ended
    if column is None:
        return None
    valued = list_valued(column)
    known = {row["indicator_id"] for row in valued}
    missing = [row for row in (*column.silent, *column.unverified) if row["indicator_id"] not in known]
    rows = [*valued, *missing]
    columns = (
        Column(_("No."), "count", 0.5),
        Column(_("Indicator"), "text", 3.2),
        Column(_("Counts"), "text", 2.0),
        Column(_("Result"), "rate", 1.2),
        Column(_("Calculated on"), "text", 2.2),
        Column(_("Target"), "rate", 0.9),
        Column(_("Verdict"), "text", 1.6),
        Column(_("Still missing"), "text", 1.6),
        Column(_("Completeness"), "text", 1.7),
    )
    cells = tuple((Cell((str(place),)), *compose_detail(row, valued)) for place, row in enumerate(rows, 1))
    year = column.year
    last = _("Last results") if content.has_ended else _("Results and targets")
    title = _("Results on the targets for {year}", year=year) if year else last
    return Section(1, title, (Table("", columns, cells, tell_rows_source(valued), is_wide=True),)) if rows else None


def compose_detail(row: Row, valued: Sequence[Row]) -> tuple[Cell, ...]:
    """Cells of one target."""
    is_known = row["value"] is not None
    return (
        Cell(name_row(row, valued) if is_known else (name_short(row),)),
        Cell(tell_counts(row) or (MISSING,)),
        Cell(tell_value(row) or (MISSING,), row["value"] if print_value(row) else None),
        Cell((tell_base(row) or MISSING,)),
        Cell(tell_target(row) or (MISSING,), row["target_value"]),
        Cell((tell_status(row),), status=row["status"]),
        Cell(tell_gap(row) or (MISSING,), row["gap_count"]),
        Cell(tell_completeness(row) if is_known else (MISSING,)),
    )


def compose_area_results(content: Content) -> Section | None:
    """Every unit on every target that fell due and any unit reported on; None where there are none."""
    found = list_told(content)
    if not found:
        return None
    parts = [found[start : start + MOST_INDICATORS] for start in range(0, len(found), MOST_INDICATORS)]
    tables = tuple(compose_matrix(part) for part in parts)
    return Section(1, _("Results by area"), tables)


def compose_matrix(found: Sequence[tuple[Row, list[Row]]]) -> Table:
    """A row a unit, a column a target: value, verdict, what is missing; at the end how many of the figures are there."""
    columns = (
        Column(_("No."), "count", 0.6),
        Column(_("Place"), "text", 2.6),
        *(Column(name_column(row), "rate", 1.7) for row, _units in found),
        Column(_("Figures"), "count", 1.0),
    )
    by_area = [{unit["area_id"]: unit for unit in units} for _row, units in found]
    places = list(dict.fromkeys((unit["area_id"], localise(unit, "name")) for _row, units in found for unit in units))
    rows = []
    for number, (area_id, name) in enumerate(places, 1):
        units = [units.get(area_id) for units in by_area]
        known = [unit for unit in units if unit is not None and unit["value"] is not None]
        first = found[0][0]
        figures = print_count("unit_figures", len(known), area_id, first["period"], first["target_year"], len(found))
        whole = Figure(f"{figures.key}.of", str(len(found)))
        told = mark_simulated((name,), known[0], [*known, *(row for row, _units in found)]) if known else (name,)
        cells = (compose_unit_cell(unit) for unit in units)
        rows.append((Cell((str(number),)), Cell(told), *cells, Cell((figures, "/", whole))))
    least = min(found, key=lambda pair: sum(unit["value"] is not None for unit in pair[1]))
    source = tell_units_source(least[1], least[0], [unit for _row, units in found for unit in units])
    return Table("", columns, tuple(rows), source, is_wide=True)


def name_column(row: Row) -> str:
    """Short name of an indicator with what its gap is counted in, where the name does not say it."""
    name, noun = name_short(row), localise(row, "unit_noun")
    return name if noun in name else f"{name} ({noun})"


def compose_unit_cell(unit: Row | None) -> Cell:
    """Value, verdict and gap of a unit on a target."""
    if unit is None:
        return Cell((MISSING,))
    figure = print_value(unit)
    if figure is None:
        return Cell((format_status(unit["status"]),), status=unit["status"])
    missing: Phrase = ()
    if unit["gap_count"]:
        missing = compose("{count} missing", count=print_number(unit, "gap_count"))
    return Cell(
        join([qualify(name_qualifier(unit), figure), (tell_status(unit),), missing], "\n"),
        unit["value"],
        unit["status"],
    )


def compose_criteria(content: Content) -> Section | None:
    """Criteria not met with cause, remedy, department and deadline; None where there was no survey or all are met."""
    survey = content.survey
    if survey is None or not survey.unmet:
        return None
    source = tell_survey_source(content, survey)
    table = compose_criteria_table(survey, survey.unmet, source)
    heading = _("Criteria not fully met, cause, remedy, department and deadline")
    return Section(1, heading, (Paragraphs((end(tell_title(content, survey)),)), table))


def compose_sources(content: Content) -> Section | None:
    """Sheets of files the numbers stand on; None where there are none."""
    rows = content.sources
    if not rows:
        return None
    columns = (
        Column(_("No."), "count", 0.5),
        Column(_("File"), "text", 3.0),
        Column(_("Sheet"), "text", 1.6),
        Column(_("Source"), "text", 2.8),
        Column("SHA-256", "text", 1.4),
        Column(_("Loaded"), "text", 1.0),
        Column(_("Cells"), "count", 0.8),
        Column(_("Nature"), "text", 1.2),
    )
    cells = tuple((Cell((str(place),)), *compose_source(content, row)) for place, row in enumerate(rows, 1))
    words = (
        _("First {count} letters of the SHA-256 of each file", count=HASH_LETTERS),
        tell_nature(row["is_simulated"] for row in rows),
    )
    return Section(1, _("Files the numbers stand on"), (Table("", columns, cells, (" · ".join(words),), is_wide=True),))


def compose_source(content: Content, row: Row) -> Iterator[Cell]:
    """Cells of one sheet."""
    nature = _("simulated") if row["is_simulated"] else _("real")
    sha256 = row["sha256"][:HASH_LETTERS]
    asked = (content.area_id, content.period.code, row["sha256"], row["sheet"], row["source_url"])
    yield Cell((row["file_name"],))
    yield Cell((row["sheet"],))
    yield Cell((localise(row, "source_name") or MISSING,))
    yield Cell((sha256,))
    yield Cell((format_date(row["loaded_at"]),))
    yield Cell((print_count("cells", row["cell_count"], *asked),), row["cell_count"])
    yield Cell((nature,))
