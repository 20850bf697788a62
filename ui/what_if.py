"""“Muốn đạt thì cần gì?”: a slider of what every year adds, the path and the year it leads to. A fragment: no query per step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

import streamlit as st

from ui.state import PageContext, seed_choice, send_address, write_address
from ui.what_if_drawing import draw_path_svg
from warehouse.path import Course, compute_needed_pace, convert_people, count_people, find_year_reached, project_value
from warehouse.periods import Period, compute_clock
from wording.format import format_count, format_number, format_percent, format_target, to_fraction
from wording.language import _, localise, ngettext, use_language
from wording.outlook import format_pace

Row = Mapping[str, Any]
KIND, AMOUNT = "don_vi", "them"
SUBJECT = "_what_if_subject"
PEOPLE, POINTS = "nguoi", "diem"
FINE_POINT_STEP, COARSE_POINT_STEP = Fraction(1, 100), Fraction(1, 10)
WIDEST_FINE_POINTS = 20
LARGEST_SHARE = Fraction(5, 2)
STEP_COUNT = 200


@dataclass(frozen=True)
class Question:
    """What the slider is about.

    Attributes
    ----------
    row : Mapping
        Row of ``list_standing`` of a target ahead that has not been reached.
    course : Course
        Where the value stands and where it is to be.
    denominator : Fraction
        Of the latest value; people are counted among as many as today.
    history : sequence of (clock, value)
        Comparable values so far, oldest first.
    """

    row: Row
    course: Course
    denominator: Fraction
    history: Sequence[tuple[Fraction, Fraction]]

    @property
    def key(self) -> tuple[str, ...]:
        """Place, indicator and target it is about."""
        return self.row["area_id"], self.row["indicator_id"], self.row["target_id"]


def build_question(row: Row, series: Sequence[Row]) -> Question | None:
    """The question of a row; None where it has no counts, no pace still needed, or is no percentage.

    Parameters
    ----------
    series : sequence of mappings
        Rows of :func:`warehouse.queries.read_series`.
    """
    if row["remaining_pace"] is None or not row["denominator"] or row["unit"] != "percent":
        return None
    course = Course(
        clock=Period.parse(row["trend_period"]).clock,
        value=to_fraction(row["trend_value"]),
        target=to_fraction(row["target_value"]),
        due_clock=compute_clock(row["due"]),
        direction=row["direction"],
    )
    points = {
        Period.parse(one["period"]).clock: to_fraction(one["value"])
        for one in series
        if one["value"] is not None and one["basis"] == row["basis"] and one["period_end"] <= row["period_end"]
    }
    return Question(row, course, to_fraction(row["denominator"]), sorted(points.items()))


def draw_what_if(context: PageContext, question: Question) -> None:
    """Draw the slider, the sentence and the path."""

    @st.fragment
    def draw() -> None:
        use_language(context.view.language)
        pace = choose_pace(question)
        st.html(f"<p class='d-change'>{escape(tell_outcome(question, pace))}</p>")
        st.html(
            draw_path_svg(question.course, question.history, pace, read_today(question), tell_outcome(question, pace))
        )

    draw()


def read_today(question: Question) -> Fraction | None:
    """Pace observed so far, in points a year; None without one."""
    observed = question.row["observed_pace"]
    return None if observed is None else to_fraction(observed)


def choose_pace(question: Question) -> Fraction:
    """Points a year as the slider says; its unit and place are kept in the address."""
    noun = localise(question.row, "unit_noun")
    words = {PEOPLE: noun, POINTS: _("points")}
    seed_choice(KIND, list(words), PEOPLE)
    kind = st.segmented_control(
        _("Count in"), list(words), key=KIND, format_func=lambda code: words.get(code, str(code)), required=True
    )
    is_people = kind == PEOPLE
    most, step, needed = measure_slider(question, is_people=is_people)
    st.session_state[AMOUNT] = read_amount(find_asked((*question.key, str(kind))), needed, most, step)
    label = _("If every year adds … {noun}", noun=noun) if is_people else _("If every year adds … points")
    # A plain slider prints its number without the separators of the language.
    amount = st.select_slider(label, list_stops(most, step), key=AMOUNT, format_func=format_amount)
    chosen = {KIND: kind, AMOUNT: str(amount)} if amount != read_amount(None, needed, most, step) else {}
    write_address(chosen, (KIND, AMOUNT))
    send_address()
    pace = convert_people(amount, question.denominator) if is_people else to_fraction(amount)
    return question.course.direction * pace


def measure_slider(question: Question, *, is_people: bool) -> tuple[Any, Any, Any]:
    """Largest amount, step, and the amount that just suffices, in people (whole) or points (hundredths)."""
    needed = abs(compute_needed_pace(question.course) or Fraction(0))
    today = abs(read_today(question) or Fraction(0))
    widest = LARGEST_SHARE * max(needed, today, Fraction(1, 10))
    if not is_people:
        fine = FINE_POINT_STEP if widest <= WIDEST_FINE_POINTS else COARSE_POINT_STEP
        return float(round(widest, 1)), float(fine), float(-(-needed // fine) * fine)
    step = round_step(count_people(widest, question.denominator))
    people = count_people(needed, question.denominator)
    return max(step, -(-count_people(widest, question.denominator) // step) * step), step, people


def list_stops(most: Any, step: Any) -> list[Any]:
    """Every amount the slider stops at, from 0.

    >>> list_stops(1000, 500), list_stops(0.3, 0.1)
    ([0, 500, 1000], [0.0, 0.1, 0.2, 0.3])
    """
    amounts = (number * step for number in range(round(most / step) + 1))
    return [amount if isinstance(step, int) else round(amount, 2) for amount in amounts]


def format_amount(amount: float) -> str:
    """An amount with the separators of the language: people whole, points in hundredths."""
    return format_number(amount, 0 if isinstance(amount, int) else 2)


def round_step(people: int) -> int:
    """A round step that divides a slider into at most two hundred.

    >>> round_step(160_000), round_step(90)
    (1000, 1)
    """
    raw, power = max(1, people // STEP_COUNT), 1
    while power * 10 <= raw:
        power *= 10
    return next(one * power for one in (1, 2, 5, 10) if one * power >= raw) if raw > 1 else 1


def find_asked(subject: tuple[str, ...]) -> Any:
    """Amount the slider or, at first, the address names; None once the slider is about something else."""
    before = st.session_state.get(SUBJECT)
    st.session_state[SUBJECT] = subject
    if before is None:
        return st.query_params.get(AMOUNT)
    return st.session_state.get(AMOUNT) if before == subject else None


def read_amount(asked: Any, needed: Any, most: Any, step: Any) -> Any:
    """Amount asked for, else what just suffices, in whole steps and kept on the slider."""
    try:
        amount = needed if asked is None else type(step)(float(asked))
    except ValueError:
        amount = needed
    rounded = -(-amount // step) * step if isinstance(step, int) else round(round(amount / step) * step, 2)
    return min(most, max(type(step)(0), rounded))


def tell_outcome(question: Question, pace: Fraction) -> str:
    """What the pace leads to: the year of attainment, or what is missing when the target falls due."""
    row, course = question.row, question.course
    people = format_count(count_people(abs(pace), question.denominator), localise(row, "unit_noun"))
    words = {
        "people": people,
        "pace": format_pace(row, float(pace)),
        "target": format_target(row["target_value"], row["unit"]),
    }
    year, due_year = find_year_reached(course, pace), row["target_year"]
    if year is not None and year <= due_year:
        early = due_year - year
        if early:
            return ngettext(
                "{people} a year ({pace}): {target} is reached by the end of {year}, {early} year early",
                "{people} a year ({pace}): {target} is reached by the end of {year}, {early} years early",
                early,
                year=year,
                early=format_number(early),
                **words,
            )
        return _("{people} a year ({pace}): {target} is reached by the end of {year}, just in time", year=year, **words)
    at_due = project_value(course, pace, course.due_clock)
    lacking = count_people(abs(course.target - at_due), question.denominator)
    words |= {"value": format_percent(at_due, row["target_value"]), "year": due_year, "missing": format_count(lacking)}
    if year is None:
        return _(
            "{people} a year ({pace}): {value} at the end of {year}, {missing} short; {target} is not in sight", **words
        )
    return _(
        "{people} a year ({pace}): {value} at the end of {year}, {missing} short; {target} only in {late}",
        late=year,
        **words,
    )
