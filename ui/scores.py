"""What the screen of score sheets is about: the set, period and form chosen, and the counts of the groups that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import streamlit as st

from ui.answers import ask
from ui.state import PageContext, follow_address, seed_choice, write_address
from warehouse import score_queries
from wording.format import format_period
from wording.language import _, localise

Row = Mapping[str, Any]
FORM, OCCASION = "phieu", "dot_cham"
ALL_FORMS = "tat-ca"


@dataclass(frozen=True)
class Outcomes:
    """Sheets by outcome, added up over groups; ``valid_count`` are those not refused, the base of every share."""

    recognised_count: int = 0
    not_recognised_count: int = 0
    incomplete_count: int = 0
    refused_count: int = 0

    @property
    def valid_count(self) -> int:
        return self.recognised_count + self.not_recognised_count + self.incomplete_count

    def share(self, count: int) -> Fraction | None:
        """Percent of the valid sheets; None without any."""
        return Fraction(100 * count, self.valid_count) if self.valid_count else None


@dataclass(frozen=True)
class ScoreView:
    """The groups of one set and period in a place, of one form or all.

    Attributes
    ----------
    groups : sequence of rows
        As :func:`warehouse.score_queries.list_score_groups`, of the form chosen.
    forms : sequence of (form_id, name)
        All that have sheets here.
    form_id : str or None
        None: all forms.
    """

    area_id: str
    groups: Sequence[Row]
    forms: Sequence[tuple[str, str]]
    form_id: str | None

    @property
    def head(self) -> Row:
        """What all groups have in common: set, period, nature."""
        return self.groups[0]

    @property
    def judged(self) -> Sequence[Row]:
        """Groups whose single sheets were judged, and that are large enough to be shown."""
        return [row for row in self.groups if row["has_outcome"] and not row["is_hidden"]]

    @property
    def hidden_count(self) -> int:
        """Groups too small to be shown: they are in no sum."""
        return sum(row["is_hidden"] for row in self.groups)

    @property
    def question(self) -> tuple[Any, ...]:
        """Arguments of the questions about scores."""
        head = self.head
        return self.area_id, head["criterion_set_id"], head["period"], self.form_id, head["is_simulated"]

    def list_forms(self) -> list[tuple[str, Outcomes]]:
        """Outcomes of each form that is shown, by name."""
        found = [(name, [row for row in self.judged if row["form_id"] == form]) for form, name in self.forms]
        return [(name, add_up(rows)) for name, rows in found if rows]


def add_up(rows: Sequence[Row]) -> Outcomes:
    """Sum of the counts of groups."""
    names = ("recognised_count", "not_recognised_count", "incomplete_count", "refused_count")
    return Outcomes(*(sum(int(row[name]) for row in rows) for name in names))


def read_scores(context: PageContext) -> ScoreView | None:
    """The view of the place looked at, by the choices of the address; None where it has no score sheets."""
    if not score_queries.has_scores(context.release):
        return None
    follow_address((FORM, OCCASION))
    rows = ask(context.release, score_queries.list_score_groups, context.area.area_id).to_dicts()
    if not rows:
        return None
    occasions = {name_occasion(row): (row["criterion_set_id"], row["period"]) for row in rows}
    chosen = occasions[seed_choice(OCCASION, list(occasions), next(iter(occasions)))]
    own = [row for row in rows if (row["criterion_set_id"], row["period"]) == chosen]
    ordered = sorted({(row["form_sort"], row["form_id"], localise(row, "form_name")) for row in own})
    forms = [(form, name) for _sort, form, name in ordered]
    form = seed_choice(FORM, [ALL_FORMS, *(one for one, _name in forms)], ALL_FORMS)
    kept = own if form == ALL_FORMS else [row for row in own if row["form_id"] == form]
    return ScoreView(context.area.area_id, kept, forms, None if form == ALL_FORMS else form)


def name_occasion(row: Row) -> str:
    """Key of a set and period in the address."""
    return f"{row['criterion_set_id']}_{row['period']}"


def draw_score_choices(context: PageContext, view: ScoreView) -> None:
    """The choice of the form, and of set and period where there are several."""
    rows = ask(context.release, score_queries.list_score_groups, context.area.area_id).to_dicts()
    occasions = {name_occasion(row): f"{format_period(row['period'])} · {localise(row, 'set_name')}" for row in rows}
    names = {ALL_FORMS: _("All forms"), **dict(view.forms)}
    left, right = st.columns([3, 1.5], vertical_alignment="center")
    left.segmented_control(
        _("Form"), list(names), key=FORM, required=True, label_visibility="collapsed", format_func=names.__getitem__
    )
    if len(occasions) > 1:
        right.selectbox(
            _("Criteria set and period"), list(occasions), key=OCCASION, format_func=lambda key: occasions.get(key, key),
            filter_mode=None, label_visibility="collapsed",
        )  # fmt: skip
    first = next(iter(occasions))
    asked = {
        FORM: st.session_state[FORM] if st.session_state[FORM] != ALL_FORMS else None,
        OCCASION: st.session_state[OCCASION] if st.session_state[OCCASION] != first else None,
    }
    write_address(asked, keys=(FORM, OCCASION))
