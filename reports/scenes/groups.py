"""How groups of people differ on the result that is counted by group."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Bar, BarChart, Scene
from reports.content import Content, Row
from reports.printed import name_qualifier, print_points, print_target, print_value, tell_value
from reports.sentences import tell_verdict
from reports.source_line import tell_rows_source
from warehouse.model import Qualifier, Unit
from warehouse.rounding import round_half_away
from wording.board_words import name_short
from wording.format import to_fraction
from wording.language import localise
from wording.overview_goals import list_valued
from wording.phrases import Figure, Phrase, Value, compose, fill, join

MOST_BARS = 12
FEWEST = 2


def compose_groups(content: Content) -> Scene | None:
    """Groups of the first result that has any; None where all people are counted together only."""
    found = next(
        ((row, groups) for row in list_counted(content) if len(groups := list_known(content, row)) >= FEWEST), None
    )
    if found is None:
        return None
    row, groups = found
    source = tell_rows_source([row])
    target = print_target(row)
    chart = BarChart(
        title=name_short(row),
        bars=tuple(compose_bar(group) for group in groups[:MOST_BARS]),
        is_percent=True,
        target=(float(row["target_value"]), target) if target else None,
        source=source,
    )
    notes = [fill("{group}: {value}", group=localise(group, "name"), value=tell_value(group)) for group in groups]
    return Scene("groups", tell_title(row, groups), (chart,), source, (join(notes, "; "), tell_verdict(row), source))


def list_counted(content: Content) -> list[Row]:
    """Results in percent, those of the year that ended first."""
    columns = [column for column in (content.board.ended, content.board.ahead) if column is not None]
    return [row for column in columns for row in list_valued(column) if row["unit"] == Unit.PERCENT]


def list_known(content: Content, row: Row) -> list[Row]:
    """Groups with a value, the lowest first, with the words of the indicator."""
    words: dict[str, Value] = {
        name: row[name] for name in ("area_id", "indicator_id", "unit", "unit_noun_vi", "unit_noun_en", "direction")
    }
    groups = [{**words, **group} for group in content.list_groups(row) if group["value"] is not None]
    return sorted(groups, key=lambda group: group["value"])


def compose_bar(group: Row) -> Bar:
    """One group; groups have no verdict of their own."""
    return Bar(
        localise(group, "name"),
        group["value"],
        print_value(group),
        None,
        "",
        bool(group["is_simulated"]),
        name_qualifier(group),
    )


def tell_title(row: Row, groups: Sequence[Row]) -> Phrase:
    """Which group is lowest, which highest, and how far apart they are."""
    low, high = groups[0], groups[-1]
    span = round_half_away(to_fraction(high["value"])) - round_half_away(to_fraction(low["value"]))
    points = print_points({**high, "group_id": f"{low['group_id']}>{high['group_id']}"}, "span", span)
    words: dict[str, Value] = {
        "name": name_short(row),
        "low": localise(low, "name"),
        "low_value": tell_value(low),
        "high": localise(high, "name"),
        "high_value": tell_value(high),
        "points": Figure(points.key, points.text.lstrip("+")),
    }
    if any(one.get("qualifier") not in (None, Qualifier.EXACT) for one in (low, high)):
        return compose("{name}: lowest {low} ({low_value}), highest {high} ({high_value})", **words)
    return compose("{name}: {low} lowest ({low_value}), {high} highest ({high_value}), {points} points apart", **words)
