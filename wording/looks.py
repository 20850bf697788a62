"""Colours, patterns and icons, in light and in dark: one look per status, always used together with its word.

Every colour stands here once, as a pair; screens pick a side with ``ui/theme.py``, files take the light one. Why these pairs:
docs/decisions/0013-look.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from warehouse.model import Likelihood, Status

Tone = tuple[str, str]
FONT = '"Source Sans", "Segoe UI", Roboto, "Noto Sans", sans-serif'
WHITE, BLACK = "#ffffff", "#16232f"  # of words on a filled area
COLOURS = MappingProxyType(
    {
        "ink": (BLACK, "#e8eef4"),
        "quiet": ("#4d5b6a", "#aebbc8"),
        "paper": (WHITE, "#101820"),
        "panel": ("#f4f7fa", "#1a2530"),
        "line": ("#d5dde5", "#34434f"),
        "edge": ("#74879a", "#7c90a3"),
        "track": ("#e8edf2", "#2a3742"),
        "accent": ("#0b4f8a", "#7db9ee"),
        "accent-strong": ("#083c6a", "#a6d0f5"),
        "on-accent": (WHITE, "#08131d"),
        "estimate-ink": ("#2b4a66", "#bdd6ec"),
        "estimate-paper": ("#e6edf3", "#22384c"),
        "sim-ink": ("#6b3a00", "#ffd596"),
        "sim-paper": ("#fff1d6", "#3a2a10"),
        "sim-line": ("#b5791a", "#b98532"),
        "veil": ("#ffffffe6", "#101820e6"),
        "shade": ("#16232f38", "#000000b3"),
        "water": ("#eef3f7", "#0b1219"),
        "outline": (WHITE, "#101820"),
        "reached": ("#2f7666", "#5fb8a4"),
        "short": ("#a85a1b", "#e0955a"),
        "other-basis": ("#8a5a14", "#e0b060"),
        "accent-simulated": ("#3a74ab", "#9cc4ea"),
        "other-simulated": ("#96691f", "#d9b67c"),
        "estimated": ("#c9dbec", "#2f4d68"),
        "same": ("#fbfbf8", "#2b3238"),
        "land": ("#e2e7ec", "#2a3742"),
    }
)
# Classes of maps of values: the further from the target, the more they stand out from the ground, by day and by night.
SCALES = MappingProxyType(
    {
        "far_to_near_short": (("#8c3d0c", "#d17f3f", "#f2cfa5"), ("#f0a364", "#c97b3f", "#6b4a2f")),
        "near_to_far_reached": (("#b9dfd3", "#57a995", "#146152"), ("#2f5a52", "#4aa28f", "#7fd3bf")),
        "low_to_high": (
            ("#dbe7f3", "#a9c7e3", "#6ea1cf", "#3a78b0", "#174f86"),
            ("#22384d", "#2f5980", "#508fc6", "#79b3e4", "#a6d1f7"),
        ),
    }
)


@dataclass(frozen=True)
class StatusLook:
    """How a status is drawn.

    Attributes
    ----------
    fill : Tone
        Colour of a bar or a map area, in light and in dark: at least 3 : 1 on the paper of the page unless a pattern tells it apart.
    ink : Tone
        Colour of its word on the page or on ``paper``: at least 4.5 : 1 (WCAG AA).
    paper : Tone
        Background of a badge.
    glyph : str
        One character for places that take only text, such as a legend.
    icon : str
        Path of a 24 × 24 SVG.
    pattern : str
        ``solid``, or for what is missing ``diagonal``, ``dots``, ``cross``, ``horizontal``, ``vertical``, ``grid``: one each.
    """

    fill: Tone
    ink: Tone
    paper: Tone
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
HALF_SQUARE = "M4 4h16v16H4zM12 6v12h6V6z"
HALF = RING + "M12 6.5a5.5 5.5 0 0 1 0 11z"
THREE_QUARTERS = RING + "M12 6.5a5.5 5.5 0 1 1-5.5 5.5H12z"

BLUE = (("#12508a", "#8cc3f5"), ("#e3effa", "#12304c"))
GREEN = (("#11603f", "#7fd6ae"), ("#dff3ea", "#0f3529"))
AMBER = (("#735000", "#f2c65a"), ("#fdf3d7", "#3a2d08"))
ORANGE = (("#8f4208", "#f7ad74"), ("#fdebdc", "#3f260f"))
RED = (("#8e1b2b", "#ff9d97"), ("#fbe5e6", "#471a1d"))
VIOLET = (("#5b3a94", "#cbb6f3"), ("#eee8f8", "#2e2347"))
SLATE = (("#3c5872", "#b3cade"), ("#e6edf3", "#1f303f"))
GREY = (("#525c66", "#bcc6cf"), ("#eef0f2", "#28323c"))
ATTAINED_FILL, AMBER_FILL = ("#1d8560", "#35ab84"), ("#bb8d00", "#ecbc2c")
MISSING_FILL = ("#8a949e", "#8d99a4")

LOOKS = MappingProxyType(
    {
        Status.EXCEEDED: StatusLook(("#15559c", "#3f8ce0"), *BLUE, "▲", DOUBLE_UP),
        Status.ATTAINED: StatusLook(ATTAINED_FILL, *GREEN, "✓", CHECK),
        Status.ATTAINED_EARLY: StatusLook(ATTAINED_FILL, *GREEN, "✓", CHECK),
        Status.ON_TRACK: StatusLook(("#4fa08f", "#93d8ca"), *GREEN, "↗", UP),
        Status.ACCELERATE: StatusLook(AMBER_FILL, *AMBER, "»", FAST),
        Status.SLOW: StatusLook(("#bb5a14", "#e07b2e"), *ORANGE, "›", SLOW),
        Status.BACKWARD: StatusLook(("#8e1b2b", "#d9483f"), *RED, "↓", DOWN),
        Status.NOT_ATTAINED: StatusLook(("#b3262e", "#d9483f"), *RED, "✕", CROSS),
        Status.UNDECIDED: StatusLook(("#a381cc", "#c3a9f0"), *VIOLET, "?", QUESTION),
        Status.OPEN: StatusLook(("#56748f", "#8098ad"), *SLATE, "◷", CLOCK),
        Status.NOT_DUE: StatusLook(("#8595a6", "#5f7488"), *SLATE, "◷", CLOCK),
        Status.INSUFFICIENT: StatusLook(MISSING_FILL, *GREY, "…", CLOCK, "vertical"),
        Status.NOT_COMPARABLE: StatusLook(("#808a94", "#99a4ae"), *GREY, "≠", NOT_EQUAL, "cross"),
        Status.NO_TARGET: StatusLook(("#8b959f", "#88939d"), *GREY, "○", CIRCLE, "dots"),
        Status.NO_DATA: StatusLook(("#8e98a2", "#858f99"), *GREY, "–", DASH, "diagonal"),
        Status.SUPPRESSED: StatusLook(("#858f99", "#939ea8"), *GREY, "▪", HIDDEN, "grid"),
        Status.NOT_APPLICABLE: StatusLook(("#919ba5", "#818b95"), *GREY, "⊘", SLASHED, "horizontal"),
    }
)

LIKELIHOOD_LOOKS = MappingProxyType(
    {
        Likelihood.LIKELY: StatusLook(ATTAINED_FILL, *GREEN, "◕", THREE_QUARTERS),
        Likelihood.UNCERTAIN: StatusLook(AMBER_FILL, *AMBER, "◑", HALF),
        Likelihood.UNLIKELY: StatusLook(("#b0431f", "#e0693f"), *ORANGE, "◔", QUARTER),
        Likelihood.INSUFFICIENT: LOOKS[Status.INSUFFICIENT],
    }
)
PARTLY = "partly"  # a level of a criterion between the best and the worst
ALL_LOOKS = MappingProxyType(
    {
        **{code.value: look for looks in (LOOKS, LIKELIHOOD_LOOKS) for code, look in looks.items()},
        PARTLY: StatusLook(AMBER_FILL, *AMBER, "◧", HALF_SQUARE),
    }
)

TO_CORRECT = "to_correct"


@cache
def list_tones() -> MappingProxyType[str, Tone]:
    """Every named colour in light and in dark: those of :data:`COLOURS`, and of each status its fill, ink, paper and words on the fill."""
    tones = dict(COLOURS)
    for code, look in ALL_LOOKS.items():
        light, dark = look.fill
        words = (choose_words(light), choose_words(dark))
        tones |= {f"{code}-fill": look.fill, f"{code}-ink": look.ink, f"{code}-paper": look.paper, f"{code}-on": words}
    return MappingProxyType(tones)


def choose_words(fill: str) -> str:
    """Black or white, whichever stands out more from a colour.

    >>> choose_words("#146152"), choose_words("#f2cfa5")
    ('#ffffff', '#16232f')
    """
    return max((WHITE, BLACK), key=lambda words: measure_contrast(words, fill))


def measure_contrast(one: str, other: str) -> float:
    """Contrast of two colours after WCAG 2: from 1 to 21."""
    low, high = sorted((measure_luminance(one), measure_luminance(other)))
    return (high + 0.05) / (low + 0.05)


def measure_luminance(hex_colour: str) -> float:
    """Relative luminance after WCAG 2."""
    channels = [int(hex_colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def find_look(status: str) -> StatusLook:
    """Look of a status or likelihood code of the release, or of :data:`PARTLY`."""
    return ALL_LOOKS[status]
