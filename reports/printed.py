"""Numbers of the release as documents print them: each with its key, so that it can be found and checked again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reports.keys import key_count, key_row
from warehouse.model import Basis, Qualifier, Unit
from wording.figures import is_provisional
from wording.format import (
    BASIS_WORDS,
    QUALIFIER_WORDS,
    format_bare_value,
    format_completeness,
    format_number,
    format_period,
    format_target,
    write_number,
)
from wording.language import _, current_language, localise
from wording.phrases import Figure, Phrase, compose, merge
from wording.plurals import name_one

Row = Mapping[str, Any]


def print_value(row: Row) -> Figure | None:
    """The value of a row without its qualifier; None where there is none, and for a yes or no."""
    if row.get("value") is None or row["unit"] == Unit.BOOLEAN:
        return None
    return Figure(key_row(row, "value"), format_bare_value(row))


def print_target(row: Row) -> Figure | None:
    """The target a row is judged against; None where none is stated, and for a yes or no."""
    if row.get("target_value") is None or row["unit"] == Unit.BOOLEAN:
        return None
    return Figure(key_row(row, "target"), format_target(row["target_value"], row["unit"], row.get("target_operator")))


def print_number(row: Row, measure: str) -> Figure:
    """A whole number of a row that has it: ``numerator``, ``denominator``, ``gap_count`` …"""
    return Figure(key_row(row, measure), format_number(row[measure]))


def print_count(what: str, count: float, area_id: str, period: str, *more: str | int | None) -> Figure:
    """How many things there are at a place in a period."""
    return Figure(key_count(what, area_id, period, *more), format_number(count))


def print_points(row: Row, measure: str, points: Decimal) -> Figure:
    """A difference with its sign: ``+1,85``, a minus sign as long as the plus."""
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return Figure(key_row(row, measure), sign + write_number(abs(points)))


def print_share(key: str, part: int, whole: int) -> Figure:
    """A rate of two counts that stands beside no target."""
    row = {"value": 0, "unit": Unit.PERCENT, "numerator": part, "denominator": whole}
    return Figure(key, format_bare_value(row))


def tell_count(printed: Figure | Phrase, count: float, noun: str) -> Phrase:
    """A count with its noun; in English one of them in the singular."""
    word = name_one(noun) if count == 1 and current_language() == "en" else noun
    number = (printed,) if isinstance(printed, Figure) else printed
    return merge((*number, f" {word}" if word else ""))


def tell_things(row: Row, measure: str) -> Phrase:
    """A count of a row with the noun of its indicator: ``12.345 người``."""
    return tell_count(print_number(row, measure), row[measure], localise(row, "unit_noun"))


def tell_value(row: Row) -> Phrase:
    """The value of a row with its qualifier (*hơn, gần, khoảng*) and whether it is provisional; empty where there is none."""
    if row.get("value") is None:
        return ()
    figure = print_value(row)
    value: Phrase = (figure,) if figure else (_("yes") if row["value"] >= 1 else _("not yet"),)
    qualifier = name_qualifier(row)
    told = merge((f"{qualifier} ", *value)) if qualifier else value
    return compose("{value} (provisional)", value=told) if is_provisional(row) else told


def name_qualifier(row: Row) -> str:
    """Word of the qualifier of a value (*hơn, gần, khoảng*); empty for an exact one."""
    word = QUALIFIER_WORDS[Qualifier(row.get("qualifier") or Qualifier.EXACT)]
    return _(word) if word else ""


def tell_counts(row: Row) -> Phrase:
    """The two counts of a rate with their noun: ``653.067/1.063.998 người``; empty where the source gives none."""
    if row["unit"] != Unit.PERCENT or row.get("numerator") is None or not row.get("denominator"):
        return ()
    noun = localise(row, "unit_noun")
    return merge((print_number(row, "numerator"), "/", print_number(row, "denominator"), f" {noun}" if noun else ""))


def tell_completeness(row: Row) -> Phrase:
    """How many units reported: ``118/126 đơn vị báo cáo (93,65%)``; for a figure of the area itself, that it is."""
    if row.get("is_reported") or not row.get("expected_count"):
        return (format_completeness(row),)
    return compose(
        "{reported}/{expected} units reported ({share})",
        reported=print_number(row, "reporter_count"),
        expected=print_number(row, "expected_count"),
        share=print_share(key_row(row, "reported_share"), row["reporter_count"], row["expected_count"]),
    )


def tell_base(row: Row) -> str:
    """What a rate is of, to follow it in a sentence: ``trên tổng số hộ gia đình``; empty for what has no base."""
    basis = Basis(row["basis"])
    if basis is Basis.NONE:
        return ""
    if basis is Basis.TOTAL and row.get("denominator_vi"):
        return _("of {base}", base=begin_small(localise(row, "denominator")))
    words = _(BASIS_WORDS[basis])
    return f"({words})" if basis is Basis.UNKNOWN else words


def tell_period(change: Row, side: str) -> str:
    """The ``old`` or ``new`` period of a change; provisional where its figure is: ``quý III/2026, tạm tính``."""
    of_side = {name: change.get(f"{side}_{name}") for name in ("report_status", "is_published")}
    parts = [format_period(change[f"{side}_period"]), _("provisional") if is_provisional(of_side) else ""]
    return ", ".join(part for part in parts if part)


def begin_small(text: str) -> str:
    """A text to go on a sentence with; one that begins with capitals alone keeps them.

    >>> begin_small("Tổng số dòng họ"), begin_small("UBND cấp xã")
    ('tổng số dòng họ', 'UBND cấp xã')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
