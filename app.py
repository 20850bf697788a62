"""The ASGI entry: `streamlit run app.py` starts the pages, maps, the service for programs and, on an empty warehouse, the first build."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from pages import PAGES
from ui.api import build_api_routes
from ui.assets import KeptAssets
from ui.first_build import FirstBuild
from ui.geometry import build_routes
from ui.overview_map import build_overview_routes
from ui.received import build_received_routes
from ui.stage_route import build_stage_routes
from ui.stage_story import ROUTE as STAGE
from ui.warming import warm_up
from ui.wrong_link import WrongLinkMiddleware
from warehouse.publish import find_folder


@asynccontextmanager
async def run_server(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Start the first build where nothing was published yet, and end it with the server."""
    first_build = FirstBuild(find_folder())
    first_build.start_if_needed()
    warm_up(entry.module for entry in PAGES)
    try:
        yield {"first_build": first_build}
    finally:
        await first_build.stop()


ROUTES = [
    *build_routes(),
    *build_overview_routes(),
    *build_received_routes(),
    *build_stage_routes(),
    *build_api_routes(),
]
KNOWN_PATHS = {*(page.url_path for page in PAGES), "health", "api", STAGE.strip("/")}

app = st.App(
    "ui/shell.py",
    routes=ROUTES,
    lifespan=run_server,
    middleware=[
        Middleware(KeptAssets),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
        Middleware(WrongLinkMiddleware, known=KNOWN_PATHS),
    ],
)
