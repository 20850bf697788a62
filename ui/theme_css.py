"""The theme as text: custom properties and icons for the style sheet, and SVG images that follow the theme of the page around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

from ui.theme import is_dark_theme, var
from wording.looks import ALL_LOOKS, PENCIL, TO_CORRECT, Tone, list_tones

ACCENT, INK, LINE, PAPER, QUIET_INK = (var(name) for name in ("accent", "ink", "line", "paper", "quiet"))
NAMED = re.compile(r"var\(--([\w-]+)\)")
SVG_FONT = "Source Sans Pro, Segoe UI, Roboto, Noto Sans, sans-serif"


def write_variables(tones: Mapping[str, Tone]) -> str:
    """CSS custom properties; a browser too old for ``light-dark()`` has the light side."""
    light = "".join(f"--{name}:{day};" for name, (day, _night) in tones.items())
    both = "".join(f"--{name}:light-dark({day},{night});" for name, (day, night) in tones.items())
    return f":root{{{light}}}@supports (color:light-dark(#fff,#000)){{:root{{{both}}}}}"


def write_theme() -> str:
    """Every colour and every icon, for the head of a page."""
    return write_variables(list_tones()) + write_icons() + write_status_classes()


def write_scheme() -> str:
    """The theme of dialogs and menus, which lie outside the part of the page that Streamlit marks with its own."""
    return f"<style>@media screen{{:root{{color-scheme:{'dark' if is_dark_theme() else 'light'}}}}}</style>"


def write_icons() -> str:
    """CSS rules that give each status, likelihood and correction its icon as a mask: it takes the colour of the text around it."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path d='{path}'/></svg>"
    icons = {TO_CORRECT: PENCIL, **{code: look.icon for code, look in ALL_LOOKS.items()}}
    return "".join(
        f'.i-{name}{{--icon:url("data:image/svg+xml,{quote(svg.format(path=path))}")}}' for name, path in icons.items()
    )


def write_status_classes() -> str:
    """CSS classes that give an element the colours of a status: in long lists a name is sent in place of four colours."""
    parts = ("fill", "ink", "paper", "on")
    rules = {code: ";".join(f"--s-{part}:{var(f'{code}-{part}')}" for part in parts) for code in ALL_LOOKS}
    return "".join(f".s-{code}{{{rule}}}" for code, rule in rules.items())


def write_svg(parts: Iterable[str], size: str, css_class: str, words: str, narrow_font: int | None = None) -> str:
    """A drawing as an image with its message; colours it names by ``var(--…)`` are those of the theme around it.

    Parameters
    ----------
    size : str
        Attributes of the root: ``viewBox`` and what else all parts share.
    words : str
        The message, as text.
    narrow_font : int, optional
        Size of words where the image is as narrow as a phone, in units of the drawing; as drawn where none is given.
    """
    body = "".join(parts)
    narrow = f"@media (max-width:480px){{text{{font-size:{narrow_font}px}}}}" if narrow_font else ""
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' {size} font-family='{SVG_FONT}'>"
        f"{write_colours(body, narrow)}{body}</svg>"
    )
    text = escape(words, quote=True)
    return f"<img class='{css_class}' src='data:image/svg+xml,{quote(svg)}' alt='{text}' title='{text}'>"


def write_colours(drawing: str, more: str = "") -> str:
    """Style of a picture of its own: the colours it names by ``var(--…)`` in the theme of the page around it, and further rules."""
    tones = list_tones()
    variables = write_variables({name: tones[name] for name in sorted(set(NAMED.findall(drawing)))})
    return f"<style>:root{{color-scheme:light dark}}{variables}{more}</style>"
