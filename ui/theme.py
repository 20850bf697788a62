"""Colours, patterns and icons: one look per status, always used together with its word."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from warehouse.model import Likelihood, Status

INK = "#16232f"
QUIET_INK = "#4d5b6a"
LINE = "#d5dde5"
PAPER = "#ffffff"
ACCENT = "#0b4f8a"
FONT = '"Source Sans", "Segoe UI", Roboto, "Noto Sans", sans-serif'


@dataclass(frozen=True)
class StatusLook:
    """How a status is drawn.

    Attributes
    ----------
    fill : str
        Colour of a bar or a map area.
    ink : str
        Colour of its word on white or on ``paper``: at least 4.5 : 1 (WCAG AA).
    paper : str
        Pale background of a badge.
    glyph : str
        One character for places that take only text, such as a legend.
    icon : str
        Path of a 24 × 24 SVG.
    pattern : str
        ``solid``, or for what is missing ``diagonal``, ``dots``, ``cross``, ``horizontal``, ``vertical``, ``grid``: one each.
    """

    fill: str
    ink: str
    paper: str
    glyph: str
    icon: str
    pattern: str = "solid"


CHECK = "M9.5 17.2 4.3 12l1.6-1.6 3.6 3.6 8.6-8.6L19.7 7z"
DOUBLE_UP = "M12 4l7 7-1.6 1.6L12 7.2l-5.4 5.4L5 11zM12 11l7 7-1.6 1.6L12 14.2l-5.4 5.4L5 18z"
CROSS = "M18.4 7.2 16.8 5.6 12 10.4 7.2 5.6 5.6 7.2l4.8 4.8-4.8 4.8 1.6 1.6 4.8-4.8 4.8 4.8 1.6-1.6-4.8-4.8z"
QUESTION = (
    "M11 18h2v2h-2zM12 4a4.6 4.6 0 0 0-4.6 4.6h2.1A2.5 2.5 0 1 1 13.7 10.5c-1.5 1.3-2.7 2.3-2.7 5.5h2.1"
    "c0-2.3.8-2.9 2-4A4.6 4.6 0 0 0 12 4z"
)
CLOCK = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 16a7 7 0 1 1 0-14 7 7 0 0 1 0 14zm1-12h-2v6l4.6 2.7 1-1.7-3.6-2.1z"
DASH = "M5 10.8h14v2.4H5z"
NOT_EQUAL = "M5 8h14v2H5zM5 14h14v2H5zM15.8 3.5l1.7 1L8.2 20.5l-1.7-1z"
UP = "M12 5l7 7-1.6 1.6L13.2 9.4V20h-2.4V9.4L6.6 13.6 5 12z"
DOWN = "M12 19l-7-7 1.6-1.6 4.2 4.2V4h2.4v10.6l4.2-4.2L19 12z"
FAST = "M4 5l8 7-8 7zM12 5l8 7-8 7z"
SLOW = "M4 5l10 7-10 7z"
HIDDEN = "M3 3h8v8H3zM13 3h8v8h-8zM3 13h8v8H3zM13 13h8v8h-8z"
SLASHED = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 16a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM8 11h8v2H8z"
PENCIL = "M4 16.8V20h3.2L17 10.2 13.8 7zM19.6 7.6a1 1 0 0 0 0-1.4l-1.8-1.8a1 1 0 0 0-1.4 0L14.9 5.9l3.2 3.2z"
CIRCLE = "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm0 12a5 5 0 1 1 0-10 5 5 0 0 1 0 10z"
RING = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 16a7 7 0 1 1 0-14 7 7 0 0 1 0 14z"
QUARTER = RING + "M12 6.5a5.5 5.5 0 0 1 5.5 5.5H12z"
HALF = RING + "M12 6.5a5.5 5.5 0 0 1 0 11z"
THREE_QUARTERS = RING + "M12 6.5a5.5 5.5 0 1 1-5.5 5.5H12z"

LOOKS = MappingProxyType(
    {
        Status.EXCEEDED: StatusLook("#1f6fb4", "#12508a", "#e3effa", "▲", DOUBLE_UP),
        Status.ATTAINED: StatusLook("#2e8b4f", "#1c6637", "#e2f3e7", "✓", CHECK),
        Status.ATTAINED_EARLY: StatusLook("#6ab187", "#1c6637", "#e2f3e7", "✓", CHECK),
        Status.ON_TRACK: StatusLook("#6ab187", "#1c6637", "#e2f3e7", "↗", UP),
        Status.ACCELERATE: StatusLook("#e0a100", "#7a5600", "#fdf3d7", "»", FAST),
        Status.SLOW: StatusLook("#de7a22", "#944708", "#fdebdc", "›", SLOW),
        Status.BACKWARD: StatusLook("#c23b34", "#9d2018", "#fbe5e3", "↓", DOWN),
        Status.NOT_ATTAINED: StatusLook("#c23b34", "#9d2018", "#fbe5e3", "✕", CROSS),
        Status.UNDECIDED: StatusLook("#7d5bb5", "#5b3a94", "#eee8f8", "?", QUESTION),
        Status.OPEN: StatusLook("#5f7f9c", "#3c5872", "#e6edf3", "◷", CLOCK),
        Status.NOT_DUE: StatusLook("#9fb2c3", "#3c5872", "#e6edf3", "◷", CLOCK),
        Status.INSUFFICIENT: StatusLook("#a9b1b9", "#525c66", "#eef0f2", "…", CLOCK, "vertical"),
        Status.NOT_COMPARABLE: StatusLook("#8f98a1", "#525c66", "#eef0f2", "≠", NOT_EQUAL, "cross"),
        Status.NO_TARGET: StatusLook("#b9c0c7", "#525c66", "#eef0f2", "○", CIRCLE, "dots"),
        Status.NO_DATA: StatusLook("#c4cad0", "#525c66", "#eef0f2", "–", DASH, "diagonal"),
        Status.SUPPRESSED: StatusLook("#9aa3ac", "#525c66", "#eef0f2", "▪", HIDDEN, "grid"),
        Status.NOT_APPLICABLE: StatusLook("#d9dde1", "#525c66", "#eef0f2", "⊘", SLASHED, "horizontal"),
    }
)

LIKELIHOOD_LOOKS = MappingProxyType(
    {
        Likelihood.LIKELY: StatusLook("#2e8b4f", "#1c6637", "#e2f3e7", "◕", THREE_QUARTERS),
        Likelihood.UNCERTAIN: StatusLook("#e0a100", "#7a5600", "#fdf3d7", "◑", HALF),
        Likelihood.UNLIKELY: StatusLook("#c2562d", "#8f3413", "#fbe9e0", "◔", QUARTER),
        Likelihood.INSUFFICIENT: LOOKS[Status.INSUFFICIENT],
    }
)

TO_CORRECT = "to_correct"

_STRIPES = "repeating-linear-gradient({angle}deg,{{fill}} 0 {width}px,{ground} {width}px {step}px)"

_PATTERNS = MappingProxyType(
    {
        "diagonal": _STRIPES.format(angle=45, width=2, ground="#fff", step=6),
        "cross": _STRIPES.format(angle=45, width=1.5, ground="transparent", step=6)
        + ","
        + _STRIPES.format(angle=-45, width=1.5, ground="#fff", step=6),
        "dots": "radial-gradient({fill} 1.3px,#fff 1.5px) 0 0/5px 5px",
        "horizontal": _STRIPES.format(angle=0, width=2, ground="#fff", step=5),
        "vertical": _STRIPES.format(angle=90, width=2, ground="#fff", step=5),
        "grid": _STRIPES.format(angle=0, width=1.5, ground="transparent", step=5)
        + ","
        + _STRIPES.format(angle=90, width=1.5, ground="#fff", step=5),
    }
)


def find_look(status: str) -> StatusLook:
    """Look of a status or likelihood code of the release."""
    return LIKELIHOOD_LOOKS[Likelihood(status)] if status in list(Likelihood) else LOOKS[Status(status)]


def write_css_fill(status: str) -> str:
    """CSS ``background`` of a status: its colour, or its own pattern when something is missing."""
    look = find_look(status)
    return _PATTERNS[look.pattern].format(fill=look.fill) if look.pattern in _PATTERNS else look.fill


def write_icon_css() -> str:
    """CSS rules that give each status, likelihood and correction its icon as a mask: it takes the colour of the text around it."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path d='{path}'/></svg>"
    looks = [*LOOKS.items(), *LIKELIHOOD_LOOKS.items()]
    icons = {TO_CORRECT: PENCIL, **{code.value: look.icon for code, look in looks}}
    return "".join(
        f'.i-{name}{{--icon:url("data:image/svg+xml,{quote(svg.format(path=path))}")}}' for name, path in icons.items()
    )
