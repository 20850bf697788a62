"""The document of the stage: screens, style, script and the provenance of its numbers in one file that asks for nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

from reports.blocks import Story
from reports.stage.maps import write_patterns
from reports.stage.markup import number_keys
from reports.stage.provenance import trace_figures
from reports.stage.screens import write_screens
from reports.stage.words import list_script_words, write_help
from warehouse.queries import Release
from wording.language import _, speak
from wording.looks import ALL_LOOKS, list_tones

FOLDER = Path(__file__).parent


def write_stage(story: Story, release: Release) -> str:
    """The story as one HTML document in the language of its cover.

    Parameters
    ----------
    story : Story
        What is told, in order; the cover becomes the first screen.
    release : Release
        The one the story was composed from: shapes of its maps, and where each number on a screen comes from.

    Returns
    -------
    str
        The document: no address in it leads outside. ``#3`` behind its own opens the third screen.
    """
    with speak(story.cover.language):
        return write_document(story, release)


def write_document(story: Story, release: Release) -> str:
    """The document in the language in use."""
    numbers = number_keys(story)
    data = {
        "release": release.release_id,
        "words": list_script_words(),
        "numbers": trace_figures(numbers, release),
    }
    title = escape(f"{story.cover.title} · {story.cover.area_name}")
    return (
        f"<!doctype html><html lang='{story.cover.language}' class='dark'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'><link rel='icon' href='data:,'>"
        f"<title>{title}</title><style>{write_colours()}{read_part('stage.css')}</style></head><body>{write_icons()}"
        f"<main id='deck'>{write_screens(story, release, numbers)}</main>{write_surroundings()}"
        f"<script type='application/json' id='data'>{write_data(data)}</script><script>{read_part('stage.js')}</script></body></html>"
    )


def write_surroundings() -> str:
    """What lies over the screens: announcements, buttons, help, provenance, speaker notes, clock."""
    previous, following, keys = escape(_("Previous screen")), escape(_("Next screen")), escape(_("Keys"))
    close, then = escape(_("Close")), escape(_("Next screen"))
    return (
        "<div id='live' class='unseen' aria-live='polite'></div><div id='toast' role='status'></div>"
        f"<nav id='buttons'><button data-do='previous' aria-label='{previous}' title='{previous}'>‹</button>"
        f"<button data-do='next' aria-label='{following}' title='{following}'>›</button>"
        f"<button data-do='help' aria-label='{keys}' title='{keys}'>?</button></nav><div id='clock' hidden></div>"
        "<div id='speaker' hidden><header><b id='at'></b><span id='elapsed'></span><span id='now'></span></header>"
        f"<h2>{then}: <span id='then'></span></h2><div id='said'></div></div>"
        f"<dialog id='panel'><form method='dialog'><button aria-label='{close}' title='{close}'>✕</button></form>"
        "<div class='inside' tabindex='0'></div></dialog>"
        "<dialog id='help' tabindex='-1'>"
        f"<form method='dialog'><button aria-label='{close}' title='{close}'>✕</button></form>{write_help()}</dialog>"
        "<div id='curtain' hidden></div>"
    )


def write_data(data: Mapping[str, object]) -> str:
    """JSON that may stand in a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def read_part(name: str) -> str:
    """A file beside this module."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def write_colours() -> str:
    """Every colour of the looks, dark unless the light stage is chosen, and the class that lends an element those of a status."""
    tones = list_tones().items()
    dark = "".join(f"--{name}:{night};" for name, (_day, night) in tones)
    light = "".join(f"--{name}:{day};" for name, (day, _night) in tones)
    parts = ("fill", "ink", "paper", "on")
    classes = "".join(
        f".s-{code}{{{';'.join(f'--s-{part}:var(--{code}-{part})' for part in parts)}}}" for code in ALL_LOOKS
    )
    return f":root{{{dark}color-scheme:dark}}:root.light{{{light}color-scheme:light}}{classes}"


@cache
def write_icons() -> str:
    """Icons and patterns of the statuses, once, for every place that shows one."""
    icons = "".join(
        f"<symbol id='i-{code}' viewBox='0 0 24 24'><path d='{look.icon}'/></symbol>"
        for code, look in ALL_LOOKS.items()
    )
    return f"<svg class='unseen' aria-hidden='true'>{icons}<defs>{write_patterns()}</defs></svg>"
