"""Where the target is attained and where it is not: the units under the place on their map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from reports.blocks import AreaMap, Cell, Column, MapArea, Paragraphs, Scene, Table
from reports.content import Content, Row
from reports.printed import name_qualifier, print_count, print_value, tell_value
from reports.scenes.headline import tell_nothing
from reports.scenes.marks import name_unit
from reports.sentences import tell_gap, tell_status, tell_verdict
from reports.source_line import tell_units_source
from warehouse.model import Level, Status
from warehouse.queries import NATION
from warehouse.target_queries import count_child_verdicts
from wording.board import PACED
from wording.board_words import name_short
from wording.format import MISSING, format_date, format_status
from wording.language import LANGUAGES, N_, _, localise
from wording.overview_goals import list_valued
from wording.phrases import Phrase, Value, compose, fill, join, qualify
from wording.places import name_inside, tell_shapes
from wording.story import ATTAINED, JUDGED

UNIT_NOUNS = {
    Level.PROVINCE: N_("provinces and cities"),
    Level.DISTRICT: N_("districts"),
    Level.WARD: N_("wards and communes"),
}
MOST_ROWS = 10
STATUS_ORDER = (
    Status.EXCEEDED, Status.ATTAINED, Status.ATTAINED_EARLY, Status.ON_TRACK, Status.ACCELERATE, Status.SLOW, Status.BACKWARD,
    Status.NOT_ATTAINED, Status.UNDECIDED, Status.OPEN, Status.INSUFFICIENT, Status.NOT_DUE, Status.NOT_COMPARABLE,
    Status.NO_TARGET, Status.SUPPRESSED, Status.NOT_APPLICABLE, Status.NO_DATA,
)  # fmt: skip


def compose_map(content: Content) -> Scene | None:
    """The units by the verdict on the most urgent target; in words where none of them reported. None for a place without units."""
    if content.units is None:
        return None
    row = choose_row(content)
    units = [] if row is None else list_judged_units(content, row)
    if row is None or not any(unit["value"] is not None for unit in units):
        return compose_silence(content)
    title = tell_title(content, row, units)
    has_verdicts = any(unit["status"] in (*JUDGED, *PACED) for unit in units)
    is_drawn = content.units.layer_key is not None and has_verdicts
    block: AreaMap | Table = compose_area_map(content, row, units) if is_drawn else compose_unit_table(units, row)
    source = block.source
    notes = (tell_counts(content, row, units), tell_verdict(row), source)
    return Scene("map", title, (block,), source, notes)


def choose_row(content: Content) -> Row | None:
    """The result whose map is most urgent: missed first, then what is furthest from attained; of a place without figures of its own
    the one that most units report. None where no unit reports any.
    """
    board = content.board
    columns = [column for column in (board.ended, board.ahead) if column is not None]
    rows = [row for column in columns for row in list_valued(column)] or list_reported_below(content)
    return next(
        (row for row in rows if any(unit["value"] is not None for unit in list_judged_units(content, row))), None
    )


def list_reported_below(content: Content) -> list[Row]:
    """Headline rows of a place of which units have a verdict, that of most units first."""
    assert content.units is not None
    judged = count_child_verdicts(content.release, content.area_id).filter(
        pl.col("level") == content.units.level, pl.col("status").is_in([*JUDGED, *PACED])
    )
    counts = judged.group_by("indicator_id", "target_year").agg(pl.col("area_count").sum()).sort(
        "area_count", "target_year", "indicator_id", descending=[True, False, False]
    )  # fmt: skip
    found = (content.find_row(indicator_id, year) for indicator_id, year, _count in counts.iter_rows())
    return [row for row in found if row is not None]


def list_judged_units(content: Content, row: Row) -> list[Row]:
    """Units on the indicator and target of a row, with the words of its indicator."""
    frame = content.list_units(row["indicator_id"], row["target_year"])
    words = {name: row[name] for name in ("unit", "unit_noun_vi", "unit_noun_en", "denominator_vi", "denominator_en")}
    words |= {f"short_{language}": row[f"short_{language}"] or row[f"name_{language}"] for language in LANGUAGES}
    return [{**words, **unit} for unit in frame.iter_rows(named=True)]


def count_units(content: Content, row: Row, what: str, count: int) -> Value:
    """A number of units on an indicator and target."""
    return print_count(f"units_{what}", count, row["area_id"], row["period"], row["indicator_id"], row["target_year"])


def name_units(content: Content) -> str:
    """What the units are, in the plural."""
    assert content.units is not None
    return _(UNIT_NOUNS[content.units.level])


def tell_title(content: Content, row: Row, units: Sequence[Row]) -> Phrase:
    """How many units attained the target of those with a verdict, how many are undecided, and how many did not report."""
    judged = [unit for unit in units if unit["status"] in JUDGED and unit["status"] != Status.UNDECIDED]
    met = sum(unit["status"] in ATTAINED for unit in judged)
    known = sum(unit["value"] is not None for unit in units)
    words: dict[str, Value] = {
        "name": name_short(row),
        "units": name_units(content),
        "met": count_units(content, row, "attained", met),
        "judged": count_units(content, row, "judged", len(judged)),
        "known": count_units(content, row, "with_value", known),
        "count": count_units(content, row, "all", len(units)),
    }
    silent = sum(unit["status"] == Status.NO_DATA for unit in units)
    undecided = sum(unit["status"] == Status.UNDECIDED for unit in units)
    pending = compose("{count} undecided", count=count_units(content, row, "undecided", undecided)) if undecided else ()
    missing = compose("{count} without figures", count=count_units(content, row, "no_data", silent)) if silent else ()
    if not judged:
        known_units = [unit for unit in units if unit["value"] is not None]
        last = min(known_units, key=lambda unit: unit["value"] * (unit["direction"] or 1))
        words |= {"last": name_inside(localise(last, "name")), "value": tell_value(last)}
        told = compose("{name}: figures of {known} of {count} {units}, furthest behind {last} ({value})", **words)
        return join([told, pending], "; ")
    told = compose("{name}: {met} of {judged} {units} with a verdict have attained the target", **words)
    return join([told, pending, missing], "; ")


def tell_counts(content: Content, row: Row, units: Sequence[Row]) -> Phrase:
    """How many units are in each status: ``Đạt 45 · Chưa đạt 72 · Chưa có số liệu 9``."""
    counts = Counter(Status(unit["status"]) for unit in units)
    return join(
        [
            fill("{word}: {count}", word=format_status(status), count=count_units(content, row, f"status_{status}", counts[status]))
            for status in STATUS_ORDER
            if counts[status]
        ],
        " · ",
    )  # fmt: skip


def compose_area_map(content: Content, row: Row, units: Sequence[Row]) -> AreaMap:
    """The units as shapes coloured by status."""
    assert content.units is not None
    assert content.units.layer_key is not None
    areas = tuple(
        MapArea(
            area_id=unit["area_id"],
            name=localise(unit, "name"),
            status=unit["status"],
            word=tell_status(unit) if unit["value"] is not None else format_status(unit["status"]),
            figure=print_value(unit),
            is_simulated=bool(unit["is_simulated"]),
            qualifier=name_qualifier(unit),
        )
        for unit in units
    )
    is_national = content.area_id == NATION
    source = join([tell_units_source(units, row), (tell_shapes(content.units.layer),)], " · ")
    return AreaMap(name_short(row), content.units.layer_key, areas, is_national, source)


def compose_unit_table(units: Sequence[Row], row: Row) -> Table:
    """The units furthest behind, where the release has no shapes for them or no verdict to colour them by."""
    known = [unit for unit in units if unit["value"] is not None]
    shown = sorted(known, key=lambda unit: unit["value"] * (unit["direction"] or 1))[:MOST_ROWS]
    columns = (
        Column(_("Place"), "text", 3.0),
        Column(_("Result"), "rate", 1.2),
        Column(_("Verdict"), "text", 1.8),
        Column(_("Still missing"), "text", 2.0),
    )
    rows = tuple(
        (
            Cell(name_unit(unit, shown)),
            Cell(qualify(name_qualifier(unit), figure) if (figure := print_value(unit)) else (MISSING,), unit["value"]),
            Cell((tell_status(unit),), status=unit["status"]),
            Cell(tell_gap(unit) or (MISSING,), unit["gap_count"]),
        )
        for unit in shown
    )
    return Table(name_short(row), columns, rows, tell_units_source(units, row))


def compose_silence(content: Content) -> Scene:
    """That no unit reported, in words: an empty map would look like a result."""
    assert content.units is not None
    count = print_count("units", content.units.count, content.area_id, content.period.code, content.units.level)
    units = name_units(content)
    title = compose("None of the {count} {units} has reported figures on the targets", count=count, units=units)
    source = (_("nothing reported"),)
    own = [one for column in (content.board.ended, content.board.ahead) for one in list_valued(column)]
    if own:
        words = {"date": format_date(content.day), "units": units}
        told = compose("By {date} none of the {units} had reported; all figures are of the whole area.", **words)
    else:
        told = tell_nothing(content)
    return Scene("map", title, (Paragraphs((told,)),), source, (title, source))
