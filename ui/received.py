"""Workbooks as they were handed in: the route that sends a stored one, and the link to it beside every cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from warehouse.publish import RECEIVED_FOLDER, find_folder, read_current_id
from warehouse.queries import list_loads, open_release
from wording.language import _

ROUTE = "/tep-goc"
DIGEST = re.compile(r"[0-9a-f]{64}")
ANY_FILE = "application/octet-stream"


def build_received_routes() -> list[BaseRoute]:
    """Route that ``app.py`` adds: ``/tep-goc/<sha256>``."""
    return [Route(f"{ROUTE}/{{sha256}}", send_received)]


def send_received(request: Request) -> Response:
    """Send a stored workbook under its own name; only files that a kept release names."""
    sha256 = request.path_params["sha256"]
    path, name = find_received(sha256), find_file_name(sha256)
    if path is None or name is None:
        return PlainTextResponse("Không có tệp này trong kho / no such file in the warehouse", status_code=404)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return FileResponse(path, media_type=ANY_FILE, filename=name, headers=headers)


def find_received(sha256: str) -> Path | None:
    """Where the bytes of a file are kept; None when they are not."""
    if not DIGEST.fullmatch(sha256):
        return None
    path = find_folder() / RECEIVED_FOLDER / sha256
    return path if path.is_file() else None


def find_file_name(sha256: str) -> str | None:
    """Name of a loaded file, as the current release knows it, else an older one that may be open in a link."""
    folder = find_folder()
    current = read_current_id(folder)
    kept = sorted((path.stem for path in (folder / "releases").glob("*.duckdb")), reverse=True)
    for release_id in sorted(kept, key=lambda one: one != current):
        release = open_release(folder, release_id)
        try:
            names = list_loads(release).filter(pl.col("sha256") == sha256)["file_name"]
        finally:
            release.connection.close()
        if len(names):
            return str(names[0])
    return None


def write_file_link(row: Mapping[str, Any]) -> str:
    """Link that downloads the workbook a row was read from; says so where its bytes are not kept.

    Parameters
    ----------
    row : Mapping
        With ``sha256`` (null = no file).
    """
    sha256 = row.get("sha256") or ""
    if not sha256:
        return ""
    if find_received(sha256) is None:
        remark = escape(_("original file not kept"))
        return f"<span class='d-file none'>{remark}</span>"
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    address = f"/{base}{ROUTE}/{sha256}" if base else f"{ROUTE}/{sha256}"
    words = escape(_("Download the original file"))
    return f"<a class='d-file' href='{address}' download>{words}</a>"
