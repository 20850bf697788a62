"""The side of every colour whoever looks sees: the style sheet and drawings name it (:func:`var`) and the browser picks the side; charts
and maps, which understand numbers only, ask for it (:func:`colour`).
"""

from __future__ import annotations

from types import MappingProxyType

import streamlit as st

from wording.looks import SCALES, find_look, list_tones

_STRIPES = "repeating-linear-gradient({angle}deg,{{fill}} 0 {width}px,{ground} {width}px {step}px)"
_GROUND = "var(--paper)"

_PATTERNS = MappingProxyType(
    {
        "diagonal": _STRIPES.format(angle=45, width=2, ground=_GROUND, step=6),
        "cross": _STRIPES.format(angle=45, width=1.5, ground="transparent", step=6)
        + ","
        + _STRIPES.format(angle=-45, width=1.5, ground=_GROUND, step=6),
        "dots": "radial-gradient({fill} 1.3px,var(--paper) 1.5px) 0 0/5px 5px",
        "horizontal": _STRIPES.format(angle=0, width=2, ground=_GROUND, step=5),
        "vertical": _STRIPES.format(angle=90, width=2, ground=_GROUND, step=5),
        "grid": _STRIPES.format(angle=0, width=1.5, ground="transparent", step=5)
        + ","
        + _STRIPES.format(angle=90, width=1.5, ground=_GROUND, step=5),
    }
)


def is_dark_theme() -> bool:
    """Whether the browser of whoever looks shows the dark theme; light where nobody knows."""
    return st.context.theme.type == "dark"


def colour(name: str) -> str:
    """Colour of that name in the theme of whoever looks, for charts and maps."""
    return list_tones()[name][is_dark_theme()]


def scale(name: str) -> tuple[str, ...]:
    """Colours of a scale of classes in the theme of whoever looks."""
    return SCALES[name][is_dark_theme()]


def var(name: str) -> str:
    """CSS of a colour by name; the browser picks its side."""
    return f"var(--{name})"


def write_css_fill(status: str) -> str:
    """CSS ``background`` of a status: its colour, or its own pattern when something is missing."""
    pattern, fill = find_look(status).pattern, var(f"{status}-fill")
    return _PATTERNS[pattern].format(fill=fill) if pattern in _PATTERNS else fill
