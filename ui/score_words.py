"""What the rule says of one score sheet, in words: its outcome and every reason for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from warehouse.rounding import write_shortest
from warehouse.scores import POINTS, Outcome, ScoreReason
from wording.format import to_fraction, write_number
from wording.language import N_, _

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.RECOGNISED: N_("Meets the rule for recognition"),
    Outcome.NOT_RECOGNISED: N_("Does not meet the rule for recognition"),
    Outcome.INCOMPLETE: N_("No verdict yet: scores are missing"),
    Outcome.REFUSED: N_("Sheet refused"),
}
REASON_WORDS: Mapping[ScoreReason, str] = {
    ScoreReason.UNKNOWN_FORM: N_("The criteria set has no score sheet for this group of people."),
    ScoreReason.UNKNOWN_INDEX: N_("{index} is not on this score sheet."),
    ScoreReason.INDEX_TWICE: N_("{index} is scored more than once."),
    ScoreReason.OVER_MAXIMUM: N_("{index}: score {value}, above the maximum of {bound}."),
    ScoreReason.NEGATIVE: N_("{index}: score {value}, below zero."),
    ScoreReason.INDEX_MISSING: N_("{index}: no score."),
    ScoreReason.UNDER_MINIMUM: N_("{index}: score {value}, under the minimum of {bound}."),
    ScoreReason.UNDER_PASS_MARK: N_("Total {value}, below the pass mark of {bound}."),
    ScoreReason.MEETS_RULE: N_("Total {value}, reaching the pass mark of {bound}, and no index under its minimum."),
}
AT_BEST = N_("Even with full scores where they are missing the total is {value}, below the pass mark of {bound}.")
DECIMALS = POINTS.scale


def tell_sheet(sheet: Mapping[str, Any], reasons: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """Outcome of a sheet and why.

    Parameters
    ----------
    sheet : Mapping
        A row of ``Judgement.sheets``.
    reasons : Iterable of Mapping
        Its rows of ``Judgement.reasons``.
    names : Mapping of str to str
        Names of the indices by code in the language in use; an index without one is told by its code.
    """
    told = [tell_reason(reason, names, is_at_best=bool(sheet["missing_count"])) for reason in reasons]
    return f"{_(OUTCOME_WORDS[Outcome(sheet['outcome'])])}. {' '.join(told)}"


def tell_reason(reason: Mapping[str, Any], names: Mapping[str, str], *, is_at_best: bool = False) -> str:
    """One reason as a sentence; ``is_at_best``: the total holds full scores where they are missing."""
    kind = ScoreReason(reason["reason"])
    words = AT_BEST if is_at_best and kind is ScoreReason.UNDER_PASS_MARK else REASON_WORDS[kind]
    points = {key: _write_points(reason[key]) for key in ("value", "bound")}
    return _(words, index=_name_index(reason["criterion_code"], names), **points)


def _name_index(code: str | None, names: Mapping[str, str]) -> str:
    named = _("Index {code}", code=code or "")
    return f"{named} ({names[code]})" if code and names.get(code) else named.strip()


def _write_points(points: Decimal | None) -> str:
    return "" if points is None else write_number(write_shortest(to_fraction(points), DECIMALS))
