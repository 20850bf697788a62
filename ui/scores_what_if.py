"""“What if the pass mark were another”: a slider, the sentence, and how many would qualify at every mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

import streamlit as st

from ui.scores import Outcomes, ScoreView
from ui.scores_words import format_points, tell_mark
from ui.state import PageContext, send_address, write_address
from ui.theme_css import ACCENT, INK, LINE, QUIET_INK, write_svg
from wording.format import format_percent
from wording.language import _, use_language

Row = Mapping[str, Any]
MARK = "muc_dat"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 210, 48, 20, 26, 30


def draw_mark_question(context: PageContext, view: ScoreView, marks: Sequence[Row]) -> None:
    """Draw the slider, the sentence and the curve; nothing where the rule's own mark is none of those counted."""
    by_mark = {row["pass_mark"]: row for row in marks}
    rule = by_mark.get(view.head["pass_mark"])
    if rule is None:
        return

    @st.fragment
    def draw() -> None:
        use_language(context.view.language)
        asked = st.session_state.get(MARK) or st.query_params.get(MARK)
        stops = {format_stop(mark): mark for mark in by_mark}
        own = format_stop(rule["pass_mark"])
        st.session_state[MARK] = asked if asked in stops else own
        chosen = st.select_slider(
            _("If the pass mark were … points"),
            list(stops),
            key=MARK,
            format_func=lambda stop: format_points(stops[stop]),
        )
        write_address({MARK: chosen if chosen != own else None}, keys=(MARK,))
        send_address()
        told = tell_mark(by_mark[stops[chosen]], rule)
        st.html(f"<p class='d-change'>{escape(told)}</p>")
        st.html(draw_marks_svg(marks, rule, by_mark[stops[chosen]], told))

    draw()


def format_stop(mark: Decimal) -> str:
    """A mark as the address writes it."""
    return f"{mark.normalize():f}"


def draw_marks_svg(marks: Sequence[Row], rule: Row, chosen: Row, message: str) -> str:
    """Share of the valid sheets that qualify at each mark; the rule in force and the mark chosen stand out."""
    low, high = float(marks[0]["pass_mark"]), float(marks[-1]["pass_mark"])

    def place(row: Row) -> tuple[float, float]:
        x = LEFT + (float(row["pass_mark"]) - low) / (high - low) * (WIDTH - LEFT - RIGHT)
        return round(x, 1), round(TOP + (100 - share_of(row)) / 100 * (HEIGHT - TOP - BOTTOM), 1)

    parts = []
    for tick in (0, 50, 100):
        y = TOP + (100 - tick) / 100 * (HEIGHT - TOP - BOTTOM)
        parts.append(f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{y}' y2='{y}' stroke='{LINE}'/>")
        parts.append(f"<text x='{LEFT - 6}' y='{y + 4}' text-anchor='end' fill='{QUIET_INK}'>{tick}%</text>")
    for row in marks:
        if row["pass_mark"] % 10 == 0:
            x, _y = place(row)
            parts.append(
                f"<text x='{x}' y='{HEIGHT - 8}' text-anchor='middle' fill='{QUIET_INK}'>{format_points(row['pass_mark'])}</text>"
            )
    line = " ".join(f"{x},{y}" for x, y in map(place, marks))
    parts.append(f"<polyline points='{line}' fill='none' stroke='{ACCENT}' stroke-width='3'/>")
    words = _("rule in force")
    x, y = place(rule)
    parts.append(f"<line x1='{x}' x2='{x}' y1='{TOP}' y2='{HEIGHT - BOTTOM}' stroke='{INK}' stroke-dasharray='4 4'/>")
    parts.append(f"<text x='{x}' y='{TOP - 8}' text-anchor='middle' fill='{INK}'>{escape(words)}</text>")
    x, y = place(chosen)
    parts.append(f"<circle cx='{x}' cy='{y}' r='7' fill='{ACCENT}'/>")
    is_right = x > WIDTH - 120
    at = f"x='{x - 12 if is_right else x + 12}' y='{y - 8}' text-anchor='{'end' if is_right else 'start'}'"
    parts.append(f"<text {at} fill='{INK}' font-weight='700'>{escape(format_percent(share_of(chosen)))}</text>")
    return write_svg(parts, f"viewBox='0 0 {WIDTH} {HEIGHT}' font-size='14'", "s-curve", message, 20)


def share_of(row: Row) -> float:
    """Percent of the valid sheets that qualify; 0 without any."""
    outcomes = Outcomes(row["recognised_count"], row["not_recognised_count"], row["incomplete_count"])
    return float(outcomes.share(row["recognised_count"]) or 0)
