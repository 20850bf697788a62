"""Score sheets to judge, and the same rule said once more without frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from hypothesis import strategies as st

from warehouse.catalogue import read_catalogue
from warehouse.scores import SCORE_SCHEMA, ScoreRules, read_score_rules

CITIZENS = "cong_dan_hoc_tap.324-2023"
CODES = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2")
FORMS = ("citizens", "workers", "officials_and_entrepreneurs", "students")
WARDS = ("00004.2025-07", "00008.2025-07", None)


@dataclass(frozen=True)
class Sheet:
    """One sheet: scores by index, None where left blank; an index may be absent."""

    sheet_id: str
    scores: Mapping[str, Decimal | None]
    form_id: str | None = "citizens"
    area_id: str | None = "00004.2025-07"


def read_citizens_rule() -> ScoreRules:
    return read_score_rules(read_catalogue().criteria, CITIZENS)


def fill(sheet_id: str, scores: Sequence[str | None], **other: str | None) -> Sheet:
    """A sheet with these scores in the order of the indices."""
    given = {code: None if text is None else Decimal(text) for code, text in zip(CODES, scores, strict=True)}
    return Sheet(sheet_id, given, **other)  # type: ignore[arg-type]


def tabulate(sheets: Iterable[Sheet]) -> pl.DataFrame:
    """The sheets as the judge reads them."""
    rows = [(s.sheet_id, s.form_id, s.area_id, code, score) for s in sheets for code, score in s.scores.items()]
    return pl.DataFrame(rows, SCORE_SCHEMA, orient="row")


def decide(scores: Mapping[str, Decimal | None], mark: Decimal = Decimal(80)) -> str:
    """The rule of the citizens' sheets, read from the decision of 2023 and not from the code: 100 points, 80 to pass, none under 5."""
    known = [score for score in scores.values() if score is not None]
    if set(scores) - set(CODES) or any(score < 0 or score > 10 for score in known):
        return "refused"
    gaps = len(CODES) - len(known)
    if any(score < 5 for score in known) or sum(known) + 10 * gaps < mark:
        return "not_recognised"
    return "incomplete" if gaps else "recognised"


POINTS = (
    st.sampled_from([Decimal(text) for text in ("8", "8", "7.9", "10", "5", "4.9", "4.9999", "0", "9.1", "7.9999")])
    | st.integers(50_000, 100_000).map(lambda tenth: Decimal(tenth) / 10_000)
    | st.integers(0, 20).map(lambda half: Decimal(half) / 2)
)
ODD = st.sampled_from([Decimal(11), Decimal("10.0001"), Decimal("-0.5")])


@st.composite
def draw_sheets(draw: st.DrawFn, least: int = 0) -> list[Sheet]:
    """Sheets around the pass mark; some with a gap, an impossible score or an index of nowhere."""
    sheets = []
    for number in range(draw(st.integers(least, 12))):
        scores: dict[str, Decimal | None] = {code: draw(POINTS) for code in CODES}
        fault = draw(st.sampled_from(["", "", "", "", "", "blank", "absent", "odd", "unknown"]))
        chosen = draw(st.sampled_from(CODES))
        if fault == "blank":
            scores[chosen] = None
        elif fault == "absent":
            del scores[chosen]
        elif fault == "odd":
            scores[chosen] = draw(ODD)
        elif fault == "unknown":
            scores["4.1"] = Decimal(8)
        sheets.append(Sheet(str(number), scores, draw(st.sampled_from(FORMS)), draw(st.sampled_from(WARDS))))
    return sheets
