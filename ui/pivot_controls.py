"""The choices of the analyst: units, periods, rows, columns and values in one line; what is needed less often in a popover."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from ui.answers import ask
from ui.pivot_choices import UNIT_LABELS, Choices, note_choice
from ui.pivot_words import AXIS_WORDS, VALUE_WORDS, Names, name_columns
from ui.state import PageContext
from warehouse import queries
from warehouse.pivot import MOST_ROW_AXES, Axis, PivotSpec, Value
from warehouse.pivot_address import (
    BASES,
    COLUMNS,
    FOCUS,
    GAP_UNDER,
    GROUPS,
    LIMITS,
    NO_COLUMNS,
    OTHERS,
    PERIODS,
    RATE_FROM,
    RATE_TO,
    ROWS,
    SPREAD_OVER,
    UNITS,
    VALUES,
    count_limits,
)
from wording.language import _, localise

Write = Callable[[str], str]


def draw_controls(context: PageContext, spec: PivotSpec, choices: Choices, names: Names) -> None:
    """Draw the choices; what is chosen takes effect on the run that follows."""
    units, periods, rows, columns, values, more = st.container(key="pivot_choices").columns(
        [3, 3, 2.2, 1.6, 2.3, 1.7], vertical_alignment="bottom"
    )
    axes = [axis.value for axis in Axis]
    with units:
        codes = [unit.code for unit in choices.units]
        draw_many(UNITS, _("Units"), codes, [unit.code for unit in spec.units], lambda code: _(UNIT_LABELS[code]))
    with periods:
        draw_many(PERIODS, _("Periods"), choices.periods, spec.periods, partial(names.tell, Axis.PERIOD))
    with rows:
        free = [axis for axis in axes if axis not in spec.columns]
        draw_many(ROWS, _("Rows"), free, spec.rows, name_axis, most=MOST_ROW_AXES)
    with columns:
        own = [NO_COLUMNS, *(axis for axis in axes if axis not in spec.rows)]
        chosen = next(iter(spec.columns), NO_COLUMNS)
        draw_one(COLUMNS, _("Columns"), own, chosen, lambda code: _("none") if code == NO_COLUMNS else name_axis(code))
    with values:
        draw_many(
            VALUES, _("Values"), [value.value for value in Value], spec.values, lambda code: _(VALUE_WORDS[Value(code)])
        )
    with more, st.popover(name_more(spec), icon=":material/filter_alt:", width="stretch"):
        draw_more(context, spec, choices, names)


def name_axis(code: str) -> str:
    """Name of an axis."""
    return _(AXIS_WORDS[Axis(code)])


def name_more(spec: PivotSpec) -> str:
    """Label of the popover, with how many limits are set."""
    count = count_limits(spec.filter)
    return _("Filters ({count})", count=count) if count else _("Filters")


def draw_more(context: PageContext, spec: PivotSpec, choices: Choices, names: Names) -> None:
    """The limits, then groups, bases and further indicators."""
    left, right = st.columns(2)
    with left:
        draw_limit(spec, RATE_FROM, _("Rate from, %"), 1.0)
        draw_limit(spec, GAP_UNDER, _("Short of the target by fewer than"), 100)
    with right:
        draw_limit(spec, RATE_TO, _("Rate under, %"), 1.0)
        draw_limit(spec, SPREAD_OVER, _("Columns apart by more than, points"), 1.0)
    axis = name_columns(spec)
    codes = spec.list_codes(axis) if axis else ()
    if axis and len(codes) > 1:
        draw_one(FOCUS, _("Column to filter and draw"), codes, spec.focused, partial(names.tell, axis))
    titles = name_indicators(context)
    draw_many(GROUPS, _("Groups"), choices.groups, spec.groups, partial(names.tell, Axis.GROUP))
    draw_many(BASES, _("Bases"), choices.bases, spec.bases, partial(names.tell, Axis.BASIS))
    draw_many(
        OTHERS, _("Beside this indicator"), choices.others, spec.indicators[1:], lambda code: titles.get(code, code)
    )
    st.button(_("Take all filters away"), on_click=drop_limits, type="tertiary", key="pivot_drop")


def name_indicators(context: PageContext) -> Mapping[str, str]:
    """Short names of the indicators of the place."""
    rows = ask(context.release, queries.list_indicators, context.area.area_id).iter_rows(named=True)
    return {row["indicator_id"]: localise(row, "short") or localise(row, "name") for row in rows}


def draw_many(
    key: str, label: str, codes: Sequence[str], chosen: Sequence[str], write: Write, most: int | None = None
) -> None:
    """A list of which several may be chosen."""
    widget = f"pivot_{key}"
    st.session_state[widget] = [str(code) for code in chosen if code in codes]
    st.multiselect(
        label, [str(code) for code in codes], key=widget, format_func=write, max_selections=most, placeholder=_("Choose"), select_all=False,
        on_change=take_widget, args=(key,),
    )  # fmt: skip


def draw_one(key: str, label: str, codes: Sequence[str], chosen: str, write: Write) -> None:
    """A list of which one is chosen."""
    widget = f"pivot_{key}"
    st.session_state[widget] = str(chosen)
    st.selectbox(
        label, [str(code) for code in codes], key=widget, format_func=write, on_change=take_widget, args=(key,)
    )


def draw_limit(spec: PivotSpec, key: str, label: str, step: float) -> None:
    """A number that may be left open."""
    widget, limit = f"pivot_{key}", getattr(spec.filter, LIMITS[key])
    st.session_state[widget] = limit
    floor = 1 if isinstance(step, int) else 0.0
    st.number_input(
        label, min_value=floor, max_value=None if isinstance(step, int) else 100.0, value=None, step=step, key=widget,
        placeholder=_("no limit"), on_change=take_widget, args=(key,),
    )  # fmt: skip


def take_widget(key: str) -> None:
    """Note what a widget says now."""
    value = st.session_state[f"pivot_{key}"]
    note_choice(key, ",".join(value) if isinstance(value, list) else "" if value is None else str(value))


def drop_limits() -> None:
    """Take every limit away."""
    for key in LIMITS:
        note_choice(key, "")
