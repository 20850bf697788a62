"""Numbers, dates, periods and codes in words, in the language in use; percentages never contradict their verdict (METHODS 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from babel import dates
from babel.numbers import format_decimal

from warehouse.model import Basis, Confidence, Level, Qualifier, Status, Unit
from warehouse.periods import PERIOD_CODE
from warehouse.rounding import Side, choose_decimals, round_half_away, write_shortest
from warehouse.thresholds import THRESHOLDS
from warehouse.verdicts import StatusReason
from wording.language import N_, _, current_language, localise
from wording.plurals import name_one

MISSING = "–"
KEPT_TEXTS = 20_000  # numbers and days a map prints again at every step
FIRST_PLAIN_MONTH = 3  # January and February are written 01 and 02
ROMAN = ("", "I", "II", "III", "IV")
STATUS_WORDS: Mapping[Status, str] = {
    Status.EXCEEDED: N_("Exceeded"),
    Status.ATTAINED: N_("Attained"),
    Status.ATTAINED_EARLY: N_("Attained early"),
    Status.NOT_ATTAINED: N_("Not attained"),
    Status.UNDECIDED: N_("Undecided"),
    Status.INSUFFICIENT: N_("Not enough data"),
    Status.NOT_DUE: N_("Not due in this period"),
    Status.OPEN: N_("In progress"),
    Status.ON_TRACK: N_("On track"),
    Status.ACCELERATE: N_("Needs to speed up"),
    Status.SLOW: N_("Slow"),
    Status.BACKWARD: N_("Going backward"),
    Status.NOT_COMPARABLE: N_("Not comparable"),
    Status.NO_TARGET: N_("No target"),
    Status.NO_DATA: N_("No data yet"),
    Status.SUPPRESSED: N_("Hidden: small base"),
    Status.NOT_APPLICABLE: N_("Not applicable"),
}

BASIS_WORDS: Mapping[Basis, str] = {
    Basis.TOTAL: N_("of all"),
    Basis.REGISTERED: N_("of those registered"),
    Basis.IN_LEARNING_MODELS: N_("of adults in learning families, clans and communities"),
    Basis.IN_LEARNING_UNITS: N_("of staff in learning units"),
    Basis.TITLE_HOLDERS: N_("of Learning Citizens"),
    Basis.DIGITAL_SKILL_HOLDERS: N_("of Learning Citizens with digital skills"),
    Basis.POPULATION: N_("of the population concerned"),
    Basis.WORKING_AGE: N_("of people of working age"),
    Basis.NONE: N_("a count, without a base"),
    Basis.UNKNOWN: N_("base not stated by the source"),
}

CONFIDENCE_WORDS: Mapping[Confidence, str] = {
    Confidence.SEED: N_("Read in the source article"),
    Confidence.OTHER_SOURCE_READ: N_("Read in another source"),
    Confidence.INFERRED: N_("Inferred"),
    Confidence.RECALLED_UNVERIFIED: N_("Not verified"),
    Confidence.UNKNOWN: N_("Not known"),
}

QUALIFIER_WORDS: Mapping[Qualifier, str] = {
    Qualifier.EXACT: "",
    Qualifier.AT_LEAST: N_("more than"),
    Qualifier.AT_MOST: N_("nearly"),
    Qualifier.ABOUT: N_("about"),
}

LEVEL_WORDS: Mapping[Level, str] = {
    Level.NATION: N_("Nation"),
    Level.REGION: N_("Region"),
    Level.PROVINCE: N_("Provinces and cities"),
    Level.DISTRICT: N_("Districts (until 30/6/2025)"),
    Level.WARD: N_("Wards and communes"),
}


def format_number(value: Decimal | Fraction | float, places: int = 0) -> str:
    """Number with the separators of the language: 1.234,5 in Vietnamese, 1,234.5 in English; halves away from zero."""
    return write_number(round_half_away(to_fraction(value), places))


def write_number(number: Decimal) -> str:
    """A rounded number with exactly the decimals it carries."""
    return _write_number(number, max(0, -int(number.as_tuple().exponent)), current_language())


@lru_cache(maxsize=KEPT_TEXTS)
def _write_number(number: Decimal, places: int, language: str) -> str:
    return format_decimal(number, "#,##0" + ("." + "0" * places if places else ""), locale=language)


def to_fraction(value: Decimal | Fraction | float) -> Fraction:
    """Exact value of what a frame holds; floats by their shortest text, so that 71.25 is 71¼."""
    return Fraction(Decimal(repr(value))) if isinstance(value, float) else Fraction(value)


def find_exact_value(row: Mapping[str, Any]) -> Fraction | None:
    """Percentage of a row from its counts where it has them, else as published."""
    if row["value"] is None:
        return None
    if row.get("unit", Unit.PERCENT) == Unit.PERCENT and row.get("numerator") is not None and row.get("denominator"):
        return 100 * to_fraction(row["numerator"]) / to_fraction(row["denominator"])
    return to_fraction(row["value"])


def format_percent(value: Decimal | Fraction | float | None, target: float | None = None, *, direction: int = 1) -> str:
    """Percentage printed on its own side of its target: ``89,06%``, or ``dưới 40%`` where no decimals can (METHODS 1)."""
    if value is None:
        return MISSING
    printed = choose_decimals(to_fraction(value), None if target is None else to_fraction(target), direction=direction)
    text = write_number(printed.number) + "%"
    if printed.side is None:
        return text
    return _("below {number}", number=text) if printed.side is Side.BELOW else _("above {number}", number=text)


def format_target(value: float | None, unit: str, operator: str | None = None) -> str:
    """A target as documents write it: ``40%`` without needless decimals."""
    if value is None:
        return _("not stated")
    if unit == Unit.BOOLEAN:
        return _("yes")
    number = write_number(write_shortest(to_fraction(value), THRESHOLDS.print_places_maximum))
    sign = {"<=": "≤ ", "=": "= "}.get(operator or "", "")
    return f"{sign}{number}%" if unit == Unit.PERCENT else f"{sign}{number}"


def format_value(row: Mapping[str, Any], unit: str | None = None) -> str:
    """Value of a row in its unit, with its qualifier (*hơn, gần, khoảng*); a percentage beside the row's own target."""
    if row["value"] is None:
        return MISSING
    unit = unit or row["unit"]
    if unit == Unit.PERCENT:
        same_basis = row.get("target_basis") is None or row.get("target_basis") == row.get("basis")
        text = format_percent(
            find_exact_value({**row, "unit": unit}),
            row.get("target_value") if same_basis else None,
            direction=row.get("direction") or 1,
        )
    elif unit == Unit.BOOLEAN:
        text = _("yes") if row["value"] >= 1 else _("not yet")
    else:
        text = format_number(row["value"], 0 if unit == Unit.COUNT or float(row["value"]).is_integer() else 1)
    qualifier = QUALIFIER_WORDS[Qualifier(row.get("qualifier") or Qualifier.EXACT)]
    return f"{_(qualifier)} {text}" if qualifier else text


def format_bare_value(row: Mapping[str, Any]) -> str:
    """Number of a row in its unit without words: ``89,06%``; ``<40%`` where no decimals can tell it from 40."""
    if row["unit"] != Unit.PERCENT:
        return format_number(row["value"], 0 if row["unit"] == Unit.COUNT or float(row["value"]).is_integer() else 1)
    target = row.get("target_value") if row.get("target_basis") == row.get("basis") else None
    exact = find_exact_value(row) or Fraction(0)
    printed = choose_decimals(
        exact, None if target is None else to_fraction(target), direction=row.get("direction") or 1
    )
    sign = "" if printed.side is None else "<" if printed.side is Side.BELOW else ">"
    return f"{sign}{write_number(printed.number)}%"


def format_count(count: float | None, noun: str = "") -> str:
    """Count with its unit noun: ``12.345 người``; in English one of them in the singular."""
    if count is None:
        return MISSING
    is_one = count == 1 and current_language() == "en"
    return f"{format_number(count)} {name_one(noun) if is_one else noun}".rstrip()


def format_gap(row: Mapping[str, Any]) -> str:
    """What is missing to the target, in people or things: ``còn thiếu 12.345 người``; empty where there is no gap to state."""
    if row.get("gap_count") is None or row.get("target_value") is None:
        return ""
    if row["gap_count"] == 0:
        return _("nothing missing by the reports received") if row.get("gap_count_max") else _("nothing missing")
    missing = format_count(row["gap_count"], localise(row, "unit_noun"))
    if row["status"] == Status.UNDECIDED:
        return _("{count} still missing by the reports received", count=missing)
    return _("{count} still missing", count=missing)


def format_completeness(row: Mapping[str, Any]) -> str:
    """How many units reported: ``118/126 đơn vị báo cáo (93,65%)``; for a figure of the area itself, that it is."""
    if row.get("is_reported") or row.get("expected_count") is None:
        return _("figure of the whole area")
    if row["expected_count"] == 0:
        return MISSING
    share = format_percent(Fraction(100 * row["reporter_count"], row["expected_count"]))
    return _("{reported}/{expected} units reported ({share})", reported=format_number(row["reporter_count"]),
             expected=format_number(row["expected_count"]), share=share)  # fmt: skip


def format_date(day: date | datetime | None) -> str:
    """``23/12/2025`` in Vietnamese, ``23 Dec 2025`` in English."""
    if day is None:
        return MISSING
    return _write_date(day, current_language())


@lru_cache(maxsize=KEPT_TEXTS)
def _write_date(day: date | datetime, language: str) -> str:
    return dates.format_date(day, "d/M/y" if language == "vi" else "d MMM y", locale=language)


def format_period(code: str | None) -> str:
    """A period code in words: ``quý III/2026``, ``6 tháng đầu năm 2025``, ``tháng 8/2023``, ``năm 2024``."""
    match = PERIOD_CODE.fullmatch(code or "")
    if match is None:
        return code or MISSING
    year, part = match["year"], match["part"]
    vietnamese = current_language() == "vi"
    if part is None:
        return f"năm {year}" if vietnamese else year
    if part[0] == "H":
        return f"6 tháng đầu năm {year}" if vietnamese else f"first half of {year}"
    if part[0] == "Q":
        return f"quý {ROMAN[int(part[1])]}/{year}" if vietnamese else f"Q{part[1]} {year}"
    return (
        f"tháng {int(part)}/{year}"
        if vietnamese
        else f"{dates.format_date(date(int(year), int(part), 1), 'MMMM y', locale='en')}"
    )


def format_issue_date(text: str | None) -> str:
    """Date of a document as the catalogue knows it: a day, a month or a year."""
    if not text:
        return MISSING
    return format_date(date.fromisoformat(text)) if len(text) == len("2025-12-31") else format_period(text)


def format_issue_day(text: str) -> str:
    """Date of a document as other documents cite it: ``ngày 03 tháng 6 năm 2022`` (Nghị định 30/2020/NĐ-CP), ``tháng 11/2021``."""
    if current_language() != "vi" or len(text) != len("2025-12-31"):
        return format_issue_date(text)
    day = date.fromisoformat(text)
    month = f"{day.month:02}" if day.month < FIRST_PLAIN_MONTH else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def format_status(status: str) -> str:
    """Word of a status code."""
    return _(STATUS_WORDS[Status(status)])


def format_confidence(confidence: str | None) -> str:
    """How well a catalogue row is sourced, in words."""
    return _(CONFIDENCE_WORDS[Confidence(confidence or Confidence.UNKNOWN)])


def format_basis(row: Mapping[str, Any]) -> str:
    """What the denominator counts, in words; the indicator's own denominator text where the basis is the indicator's."""
    basis = Basis(row["basis"])
    if basis is Basis.TOTAL and row.get("denominator_vi"):
        return _("of: {base}", base=localise(row, "denominator"))
    return _(BASIS_WORDS[basis])


def explain_status(row: Mapping[str, Any]) -> str:
    """One sentence saying why the row has its status; the reasons are those of METHODS 5."""
    from wording.reasons import REASON_SENTENCES

    return _(REASON_SENTENCES[StatusReason(row["status_reason"])])
