"""Every word of a verdict in one folded list: meaning, and an example judged by the function that judges the release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any

from ui.blocks import write_likelihood, write_status, write_table
from ui.method_link import write_method_link
from ui.method_words import explain_code
from warehouse.attainment import Case, judge_one
from warehouse.case_pace import Goal, Observation, measure_pace
from warehouse.model import Basis, Likelihood, MissingReason, Status, Unit
from warehouse.periods import Period
from warehouse.verdicts import STATUS_OF
from wording.format import format_number, format_percent
from wording.language import _
from wording.story import CARD_ORDER

AS_OF = date(2026, 9, 30)
PAST, AHEAD = date(2025, 12, 31), date(2030, 12, 31)
DUE: dict[str, Any] = {"target_id": "T", "target_value": Decimal(40), "due": PAST, "period_end": PAST}
LATER: dict[str, Any] = {**DUE, "due": AHEAD, "period_end": AS_OF}
MISSED = Case(**DUE, numerator=161, denominator=1000)
#: One case for each status, of a target of 40%; judged whenever they are shown.
EXAMPLES: Sequence[Case] = (
    Case(**DUE, numerator=450, denominator=1000),
    Case(**DUE, numerator=400, denominator=1000),
    Case(**LATER, numerator=400, denominator=1000),
    Case(**LATER, numerator=300, denominator=1000),
    MISSED,
    Case(**DUE, numerator=380, denominator=900, silent_denominator=100, completeness=0.79),
    Case(**{**DUE, "due": AHEAD, "target_value": Decimal(1)}, value=Decimal(0), unit=Unit.BOOLEAN),
    Case(**{**DUE, "period_end": date(2024, 12, 31)}, numerator=161, denominator=1000),
    Case(**DUE, numerator=890, denominator=1000, basis=Basis.REGISTERED),
    Case(**{**DUE, "target_verified": False}, numerator=400, denominator=1000),
    Case(**DUE, missing_reason=MissingReason.NOT_REPORTED),
    Case(**DUE, numerator=9, denominator=9, counts_persons=True),
    Case(**DUE, numerator=0, denominator=0),
)
#: Percentages at the ends of 2023, 2024 and 2025, towards 60% in 2030: one series for each class of pace.
SERIES: Sequence[tuple[int, int, int]] = ((30, 35, 40), (36, 39, 42), (38, 39, 40), (42, 41, 40))


def write_glossary() -> str:
    """The folded list."""
    title = escape(_("What every word means"))
    return f"<details class='d-glossary'><summary>{title}</summary>{write_word_table()}{write_method_link()}</details>"


def write_word_table() -> str:
    """Every status and likelihood with its meaning and, for a status, an example."""
    columns = [(_("Word"), False), (_("Meaning"), False), (_("Example, judged when this page was opened"), False)]
    examples = {**judge_examples(), **pace_examples()}
    ordered = [status for status in CARD_ORDER if status in examples]
    rows = [[write_status(status), escape(explain_code(status)), escape(examples[status])] for status in ordered]
    rows += [
        [write_likelihood(one), escape(explain_code(one)), ""]
        for one in Likelihood
        if one is not Likelihood.INSUFFICIENT
    ]
    return write_table(columns, rows)


def judge_examples() -> Mapping[Status, str]:
    """The figures of each example, under the status the judge gives it."""
    judged = [(judge_one(case, AS_OF).status, case) for case in EXAMPLES]
    return {status: tell_case(case) for status, case in judged}


def tell_case(case: Case) -> str:
    """A case in figures."""
    if case.unit is Unit.BOOLEAN:
        return _("not done, due 2030")
    if case.numerator is None or case.denominator is None:
        return _("no report for the due period")
    counts = f"{format_number(case.numerator)}/{format_number(case.denominator)}"
    parts = [
        f"{counts} = {format_percent(Fraction(100 * case.numerator, case.denominator))}" if case.denominator else counts
    ]
    parts.append(_("target {target}", target=f"{format_number(case.target_value or 0)}%"))
    if case.silent_denominator:
        parts.append(_("{count} not reported", count=format_number(case.silent_denominator)))
    if case.basis is not case.target_basis:
        parts.append(_("of those registered, target of all"))
    if not case.target_verified:
        parts.append(_("(not verified)"))
    return ", ".join(parts)


def pace_examples() -> Mapping[Status, str]:
    """A series for each class of pace, and the times faster it would have to be."""
    found = {}
    for values in SERIES:
        points = [
            Observation(period=Period.parse(str(2023 + step)), value=Fraction(value))
            for step, value in enumerate(values)
        ]
        pace = measure_pace(points, Goal(value=Fraction(60), due=AHEAD))
        if pace is None:
            continue
        path = " → ".join(f"{value}%" for value in values)
        needed, observed = format_number(pace.remaining or 0, 2), format_number(pace.observed or 0, 2)
        words = {"path": path, "observed": observed.replace("-", "−"), "needed": needed}
        found[STATUS_OF[pace.reason]] = _(
            "{path} (2023–2025): {observed} points a year, needs {needed} for 60% in 2030", **words
        )
    return found
