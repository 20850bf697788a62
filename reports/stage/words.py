"""Words of the stage beside its story: keys, announcements, headings of the panel."""

from __future__ import annotations

from html import escape

from wording.language import N_, _

KEYS = (
    ("→  Space  PageDown  Enter", N_("Next screen")),
    ("←  PageUp  Backspace", N_("Previous screen")),
    ("Home  End", N_("First screen, last screen")),
    ("7 Enter", N_("Go to screen 7")),
    ("O  Esc", N_("All screens at a glance")),
    ("B  .   W", N_("Black screen; white screen")),
    ("S", N_("Speaker notes in a window of their own")),
    ("P", N_("Where the numbers on the screen come from")),
    ("Tab  Enter", N_("Choose a number and ask where it comes from")),
    ("T", N_("Clock")),
    ("F", N_("Full screen")),
    ("D", N_("Dark or light stage")),
    ("R", N_("Start counting the time again (speaker notes)")),
    ("?", N_("Keys")),
)


def write_help() -> str:
    """The keys and what they do."""
    rows = "".join(f"<dt>{escape(keys)}</dt><dd>{escape(_(words))}</dd>" for keys, words in KEYS)
    head = escape(_("Keys"))
    return f"<h2>{head}</h2><dl>{rows}</dl>"


def list_script_words() -> dict[str, str]:
    """Words the script shows; ``{…}`` are filled by it."""
    return {
        "screen": _("Screen {place} of {count}"),
        "jump": _("Go to screen {place}: press Enter"),
        "blocked": _("The browser blocked the window of the notes. Allow pop-up windows for this page."),
        "numbers": _("Numbers on this screen"),
        "none": _("No numbers on this screen"),
        "elapsed": _("Elapsed {time}"),
        "end": _("End of the story"),
        "noNotes": _("No notes for this screen"),
        "dark": _("The screen is dark"),
    }
