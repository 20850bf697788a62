"""Colours: words can be read and marks seen in light and in dark, the colour-blind can tell statuses apart, one table rules them all."""

from __future__ import annotations

import math
import re
import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from warehouse.model import Status
from wording.looks import COLOURS, LIKELIHOOD_LOOKS, LOOKS, SCALES, choose_words, list_tones

ROOT = Path(__file__).parents[2]
SIDES = {"light": 0, "dark": 1}
WORDS, MARKS = 4.5, 3.0
# Words on the ground they stand on; for statuses see below.
WORD_PAIRS = [
    ("ink", "paper"), ("ink", "panel"), ("ink", "sim-paper"), ("ink", "water"),
    ("quiet", "paper"), ("quiet", "panel"), ("quiet", "water"),
    ("accent", "paper"), ("accent", "panel"), ("on-accent", "accent"), ("on-accent", "accent-strong"), ("paper", "ink"),
    ("sim-ink", "sim-paper"), ("sim-ink", "paper"), ("estimate-ink", "estimate-paper"),
    ("reached", "paper"), ("short", "paper"), ("paper", "reached"), ("paper", "short"),
    ("other-basis", "paper"), ("accent-simulated", "paper"), ("other-simulated", "paper"),
]  # fmt: skip
# Marks, borders of fields and the ring around what has the focus.
MARK_PAIRS = [
    ("edge", "paper"),
    ("edge", "panel"),
    ("accent", "paper"),
    ("accent", "track"),
    ("sim-line", "paper"),
    ("ink", "track"),
]
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.072175), (0.0193339, 0.119192, 0.9503041))
D65 = (0.95047, 1.0, 1.08883)
APART = 10.0  # ΔE*ab (CIE 1976) on one map; 2.3 is what an eye can just tell side by side
# Statuses that may stand on one map of verdicts: those of a year that has passed, and those of a year to come.
PAST = (Status.EXCEEDED, Status.ATTAINED, Status.NOT_ATTAINED, Status.UNDECIDED)
TO_COME = (Status.ATTAINED_EARLY, Status.ON_TRACK, Status.ACCELERATE, Status.SLOW, Status.BACKWARD, Status.OPEN)
SOLID = [status for status, look in LOOKS.items() if look.pattern == "solid"]


def read_linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)


def apply(matrix: tuple[tuple[float, ...], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(share * one for share, one in zip(row, vector, strict=True)) for row in matrix)


def measure_contrast(one: str, other: str) -> float:
    low, high = sorted(apply(TO_XYZ, read_linear(colour))[1] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def find_lab(colour: str, eyes: str) -> tuple[float, float, float]:
    seen = tuple(min(1.0, max(0.0, one)) for one in apply(SEEN_BY[eyes], read_linear(colour)))
    x, y, z = (
        share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
        for share in (one / white for one, white in zip(apply(TO_XYZ, seen), D65, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def measure_difference(one: str, other: str, eyes: str) -> float:
    return math.dist(find_lab(one, eyes), find_lab(other, eyes))


def test_the_measures_are_right() -> None:
    assert measure_contrast("#000000", "#ffffff") == pytest.approx(21, abs=0.01)
    assert measure_contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert find_lab("#ff0000", "everybody") == pytest.approx((53.24, 80.09, 67.20), abs=0.02)
    red_and_green = ("#d62728", "#7a7a00")
    assert measure_difference(*red_and_green, "deuteranopes") < measure_difference(*red_and_green, "everybody") / 2


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("words", "ground"), WORD_PAIRS)
def test_words_can_be_read(words: str, ground: str, side: str) -> None:
    assert measure_contrast(COLOURS[words][SIDES[side]], COLOURS[ground][SIDES[side]]) >= WORDS


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_marks_can_be_seen(mark: str, ground: str, side: str) -> None:
    assert measure_contrast(COLOURS[mark][SIDES[side]], COLOURS[ground][SIDES[side]]) >= MARKS


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("code", [*Status, *LIKELIHOOD_LOOKS])
def test_words_of_a_status_can_be_read(code: str, side: str) -> None:
    tones = {name: pair[SIDES[side]] for name, pair in list_tones().items()}
    for ground in (tones["paper"], tones["panel"], tones[f"{code}-paper"]):
        assert measure_contrast(tones[f"{code}-ink"], ground) >= WORDS
    assert measure_contrast(tones[f"{code}-on"], tones[f"{code}-fill"]) >= MARKS


@pytest.mark.parametrize("side", SIDES)
def test_a_status_without_a_pattern_can_be_seen_on_the_page(side: str) -> None:
    place = SIDES[side]
    fills = {
        look.fill[place] for looks in (LOOKS, LIKELIHOOD_LOOKS) for look in looks.values() if look.pattern == "solid"
    }
    assert {fill for fill in fills if measure_contrast(fill, COLOURS["paper"][place]) < MARKS} == set()


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("shown", [PAST, TO_COME, tuple(LIKELIHOOD_LOOKS)[:3]])
def test_statuses_of_one_map_differ_for_every_eye(shown: tuple[str, ...], eyes: str, side: str) -> None:
    fills = {str(code): list_tones()[f"{code}-fill"][SIDES[side]] for code in shown}
    alike = {
        (one, other): round(difference, 1)
        for one, other in combinations(fills, 2)
        if (difference := measure_difference(fills[one], fills[other], eyes)) < APART
    }
    assert alike == {}


def test_what_is_missing_is_told_by_pattern_and_glyph() -> None:
    missing = [look for status, look in LOOKS.items() if status not in SOLID]
    assert len({look.pattern for look in missing}) == len({look.glyph for look in missing}) == len(missing)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("name", [*SCALES, "change"])
def test_classes_of_a_map_of_values_differ_for_every_eye(name: str, eyes: str, side: str) -> None:
    place = SIDES[side]
    scales = {key: pair[place] for key, pair in SCALES.items()}
    short, reached = scales["far_to_near_short"], scales["near_to_far_reached"]
    fills = {**scales, "change": (*short, COLOURS["same"][place], *reached)}[name]
    assert all(measure_difference(one, other, eyes) >= APART for one, other in pairwise(fills))
    assert all(measure_difference(one, other, eyes) >= APART for one in short for other in reached)


@pytest.mark.parametrize("side", SIDES)
def test_words_on_the_classes_of_a_map_can_be_read(side: str) -> None:
    fills = [fill for pair in SCALES.values() for fill in pair[SIDES[side]]]
    assert {fill for fill in fills if measure_contrast(choose_words(fill), fill) < WORDS} == set()


def test_the_framework_has_the_colours_of_the_table() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    names = {
        "primaryColor": "accent",
        "backgroundColor": "paper",
        "secondaryBackgroundColor": "panel",
        "textColor": "ink",
    }
    names |= {"linkColor": "accent", "borderColor": "edge"}
    for side, place in SIDES.items():
        assert settings[side] == {option: COLOURS[name][place] for option, name in names.items()}


@pytest.mark.parametrize("path", sorted((ROOT / "ui").glob("*.css")), ids=lambda path: path.name)
def test_style_sheets_name_colours_of_the_table(path: Path) -> None:
    sheet = path.read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)|rgba?\(", sheet) == []
    own = {"s-fill", "s-ink", "s-paper", "s-on", "icon", "drop-choose", "drop-here"}
    assert set(re.findall(r"var\(--([\w-]+)", sheet)) - set(list_tones()) - own == set()
