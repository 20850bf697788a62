"""Answers of a release kept between reruns: opened files, and the frames of the questions asked of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from warehouse import queries
from warehouse.publish import ReleaseInfo, list_releases, read_current_id
from warehouse.queries import Release

# Twenty viewers look at some 300 answers; most take 10–100 KB, the wards of the nation 1.4 MB.
KEPT_ANSWERS = 500


@st.cache_resource(max_entries=4, show_spinner=False)
def keep_release(folder: Path, release_id: str) -> Release:
    """One open release per file and process."""
    return queries.open_release(folder, release_id)


def find_release(folder: Path, release_id: str | None) -> Release:
    """The release asked for, or the current one; opened once and kept.

    Raises
    ------
    ReleaseError
        When it is not kept, or nothing was published.
    """
    wanted = release_id or read_current_id(folder)
    return keep_release(folder, wanted) if wanted else queries.open_release(folder)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _keep_answer(
    release_id: str, question: str, arguments: tuple[Any, ...], _ask: Callable[..., pl.DataFrame], _release: Release
) -> pl.DataFrame:
    return _ask(_release, *arguments)


def ask(release: Release, question: Callable[..., pl.DataFrame], *arguments: Any) -> pl.DataFrame:
    """Answer a function of ``warehouse.queries`` or ``warehouse.target_queries`` once per release and arguments.

    The frame is shared, so never changed in place.
    """
    return _keep_answer(release.release_id, f"{question.__module__}.{question.__name__}", arguments, question, release)


@st.cache_resource(max_entries=4, show_spinner=False)
def _keep_release_list(folder: Path, file_names: tuple[str, ...]) -> list[ReleaseInfo]:
    return list_releases(folder)


def list_kept_releases(folder: Path) -> list[ReleaseInfo]:
    """Releases on disk, newest first; the files are opened again only when one was added or dropped."""
    return _keep_release_list(folder, tuple(sorted(path.name for path in (folder / "releases").glob("*.duckdb"))))
