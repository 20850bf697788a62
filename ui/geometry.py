"""Routes beside the pages: the shapes of the maps, fetched once by a browser and kept, the health of the server, one slug."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from warehouse.publish import find_folder, read_current_id
from warehouse.queries import open_release, read_geometry

CACHE_FOREVER = "public, max-age=31536000, immutable"
KEPT_LAYERS = 16


def build_routes() -> list[BaseRoute]:
    """Routes that ``app.py`` adds to Streamlit's own, whose ``/_stcore``, ``/media``, ``/component`` and ``/static`` they leave alone."""
    return [
        Route("/geometry/{boundary_id}/{layer_key}.geojson", serve_geometry),
        Route("/health", serve_health),
        Route("/tong-quan", open_overview),
    ]


def serve_geometry(request: Request) -> Response:
    """Send one layer as it is stored, compressed; its address changes whenever its shapes do, so a browser may keep it for ever."""
    boundary_id, layer_key = request.path_params["boundary_id"], request.path_params["layer_key"]
    compressed = find_layer(boundary_id, layer_key)
    if compressed is None:
        return PlainTextResponse(
            f"Không có lớp bản đồ {layer_key} · {boundary_id} / no such map layer", status_code=404
        )
    headers = {"Cache-Control": CACHE_FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(compressed), media_type="application/geo+json", headers=headers)
    return Response(compressed, media_type="application/geo+json", headers=headers | {"Content-Encoding": "gzip"})


def serve_health(_request: Request) -> JSONResponse:
    """Tell a supervisor that the server answers, and which release it shows; null while the first build runs."""
    return JSONResponse(
        {"status": "ok", "release": read_current_id(find_folder())}, headers={"Cache-Control": "no-store"}
    )


def open_overview(request: Request) -> RedirectResponse:
    """Lead the slug of the first page to where Streamlit keeps it, with everything the link says."""
    return RedirectResponse(str(request.url.replace(path="/")), status_code=307)


def find_layer(boundary_id: str, layer_key: str) -> bytes | None:
    """Look for a layer in the current release, then in older ones that are still kept and may be open in a link.

    Returns
    -------
    bytes or None
        Gzip-compressed GeoJSON whose ``feature.id`` is an area_id; None when no kept release holds it.
    """
    folder = find_folder()
    current = read_current_id(folder)
    others = sorted(
        (path.stem for path in (folder / "releases").glob("*.duckdb") if path.stem != current), reverse=True
    )
    for release_id in [*([current] if current else []), *others]:
        compressed = read_layer(str(folder), release_id, boundary_id, layer_key)
        if compressed is not None:
            return compressed
    return None


@lru_cache(maxsize=KEPT_LAYERS)
def read_layer(folder: str, release_id: str, boundary_id: str, layer_key: str) -> bytes | None:
    """Read a layer from one release; a release never changes, so the answer is kept."""
    release = open_release(Path(folder), release_id)
    try:
        layer = read_geometry(release, layer_key)
    finally:
        release.connection.close()
    if layer.is_empty() or layer.item(0, "boundary_id") != boundary_id:
        return None
    compressed: bytes = layer.item(0, "geojson_gz")
    return compressed
