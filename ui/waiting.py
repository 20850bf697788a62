"""What the screen shows while there is no release to read: until the first one is there, and where one cannot be opened."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import streamlit as st

from warehouse.publish import read_current_id
from wording.language import N_, _, current_language, use_language

PROGRESS_FILE = "build-progress.json"
OFFERED_RELEASES = 3

#: What the first build is at, until a share of it is done (the shares of ``etl.pipeline.publish_warehouse``).
PHASES = (
    (0.02, N_("Starting…")),
    (0.03, N_("Reading the published figures…")),
    (0.35, N_("Writing simulated reports…")),
    (0.6, N_("Reading the reports…")),
    (1.0, N_("Computing targets, trends and maps…")),
)


def draw_first_build(folder: Path) -> None:
    """Progress of the first build, until it has published a release; then the page goes on by itself."""
    language = current_language()

    @st.fragment(run_every=1.0)
    def draw_progress() -> None:
        use_language(language)
        if read_current_id(folder) is not None:
            st.rerun()
        progress = read_progress(folder)
        title = _("Preparing the first data")
        st.html(f"<h1 class='d-message'>{title}</h1>")
        if progress.get("error"):
            st.error(_("The first build failed: {message}", message=progress["error"]), icon=":material/error:")
            st.write(
                _(
                    "What to do: correct the file named above, then run `python -m etl build` in the folder of the program."
                )
            )
            return
        share = min(1.0, max(0.0, float(progress.get("share") or 0.0)))
        st.progress(share, text=tell_phase(share))
        st.caption(_("This happens once and takes about a minute. The screen goes on by itself."))

    draw_progress()


def tell_phase(share: float) -> str:
    """What the first build is at; the step it notes is a name for administrators."""
    return next((_(words) for end, words in PHASES if share < end), _(PHASES[-1][1]))


def draw_broken(folder: Path, message: str) -> None:
    """Say that the release cannot be read, what to do, and offer the others that are kept."""
    title = escape(_("The figures cannot be read now"))
    st.html(f"<h1 class='d-message'>{title}</h1>")
    st.error(message, icon=":material/error:")
    st.write(
        _(
            "What to do: open an earlier release below, or ask the administrator to run `python -m etl releases` and go back to a good one."
        )
    )
    kept = sorted((path.stem for path in (folder / "releases").glob("*.duckdb")), reverse=True)
    others = [release_id for release_id in kept if release_id != read_current_id(folder)][:OFFERED_RELEASES]
    links = (f"<li><a href='?release={quote(one)}' target='_self'>{escape(one)}</a></li>" for one in others)
    if others:
        st.html(f"<ul>{''.join(links)}</ul>")


def read_progress(folder: Path) -> dict[str, Any]:
    """What the build last wrote of itself; empty before it has written anything."""
    try:
        text = (folder / PROGRESS_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        progress: dict[str, Any] = json.loads(text)
    except json.JSONDecodeError:  # being written this moment
        return {}
    return progress
