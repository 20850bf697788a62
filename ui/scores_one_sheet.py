"""“Chấm thử một phiếu”: the rule applied to one sheet, and every reason for the outcome in words; nothing entered is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_section, write_style
from ui.score_words import tell_sheet
from ui.scores_words import OUTCOMES, format_points
from ui.state import PageContext
from warehouse import score_queries
from warehouse.errors import ScoreError
from warehouse.scores import Judgement, Outcome, judge_sheets, take_score_rules
from wording.errors import tell_error
from wording.language import _, localise, use_language

Row = Mapping[str, Any]
WIDTH = 240  # pixels: five beside each other on a laptop, one on a phone


def draw_one_sheet(context: PageContext, criterion_set_id: str | None = None) -> None:
    """The form of a set with a field for every index, and what the rule says of what is entered; nothing where no set has points.

    Parameters
    ----------
    criterion_set_id : str or None
        Set to judge by; None takes the newest.
    """
    rules = ask(context.release, score_queries.list_score_rules)
    if rules.is_empty():
        return
    own = rules.filter(pl.col("criterion_set_id") == (criterion_set_id or rules["criterion_set_id"][0]))
    head = own.row(0, named=True)
    mark = _(
        "pass mark {mark} of {whole}", mark=format_points(head["pass_mark"]), whole=format_points(head["total_maximum"])
    )
    draw_section(_("Try one sheet"), f"{localise(head, 'set_name')} · {mark}")

    @st.fragment
    def draw() -> None:
        use_language(context.view.language)
        names = {row["form_id"]: localise(row, "form_name") for row in own.iter_rows(named=True)}
        form = st.selectbox(
            _("Form"), list(names), key=f"one_form_{head['criterion_set_id']}", format_func=lambda one: names.get(one, one),
            placeholder=_("Form"), filter_mode=None, width=420,
        )  # fmt: skip
        indices = own.filter(pl.col("form_id") == form).to_dicts()
        entered = enter_scores(indices, form)
        if all(score is None for score in entered.values()):
            note = _("Enter a score for each index; a blank field is a missing score, not zero. Nothing is kept.")
            st.html(f"<p class='d-note'>{escape(note)}</p>")
            return
        try:
            judgement = judge_sheets(tabulate_sheet(form, entered, context.area.area_id), take_score_rules(own))
        except ScoreError as error:
            st.html(f"<p class='d-note'>{escape(tell_error(error))}</p>")
            return
        st.html(write_verdict(judgement, {row["criterion_code"]: localise(row, "name") for row in indices}))

    draw()


def enter_scores(indices: Sequence[Row], form: str) -> dict[str, Decimal | None]:
    """One field for each index; none refuses a number, since the rule says what is wrong with it."""
    line = st.container(horizontal=True, gap="small")
    entered: dict[str, Decimal | None] = {}
    for row in indices:
        code = row["criterion_code"]
        score = line.number_input(
            _("Index {code}", code=code),
            value=None,
            step=0.5,
            format="%g",
            key=f"one_{row['criterion_set_id']}_{form}_{code}",
            placeholder=_("{low} to {high}", low="0", high=format_points(row["score_maximum"])),
            help=localise(row, "name") or None,
            width=WIDTH,
        )
        entered[code] = None if score is None else Decimal(repr(score))
    return entered


def tabulate_sheet(form: str, entered: Mapping[str, Decimal | None], area_id: str) -> pl.DataFrame:
    """The sheet as :func:`warehouse.scores.judge_sheets` reads it."""
    scores = pl.Series(list(entered.values()), dtype=pl.Decimal(38, 18), strict=False)
    sheet = {"sheet_id": "1", "form_id": form, "area_id": area_id}
    return pl.DataFrame({"criterion_code": list(entered), "score": scores}).with_columns(
        pl.lit(value).alias(name) for name, value in sheet.items()
    )


def write_verdict(judgement: Judgement, names: Mapping[str, str]) -> str:
    """Outcome and reasons, with the look of the outcome."""
    sheet = judgement.sheets.row(0, named=True)
    look = OUTCOMES[Outcome(sheet["outcome"])][1]
    told = tell_sheet(sheet, judgement.reasons.rows(named=True), names)
    return f"<p class='s-verdict' role='status' style='{write_style(look)}'>{escape(told)}</p>"
