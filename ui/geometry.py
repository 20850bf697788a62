"""Routes beside the pages: the shapes of the maps, fetched once by a browser and kept, the health of the server, one slug."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import polars as pl
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from warehouse.publish import find_folder, read_current_id
from warehouse.queries import open_release, read_geometry

CACHE_FOREVER = "public, max-age=31536000, immutable"
KEPT_LAYERS = 256
KEPT_ENCODED = 64
BROTLI, GZIP, PLAIN = "br", "gzip", "identity"
STORED_IN = {"geojson_br": BROTLI, "geojson_gz": GZIP}


@dataclass(frozen=True)
class StoredLayer:
    """GeoJSON whose ``feature.id`` is an area_id, as a release holds it."""

    content: bytes
    encoding: str

    @property
    def geojson(self) -> bytes:
        """The same, not compressed."""
        return gzip.decompress(self.content) if self.encoding == GZIP else bytes(brotli.decompress(self.content))


def build_routes() -> list[BaseRoute]:
    """Routes that ``app.py`` adds to Streamlit's own, whose ``/_stcore``, ``/media``, ``/component`` and ``/static`` they leave alone."""
    return [
        Route("/geometry/{boundary_id}/{layer_key}.geojson", serve_geometry),
        Route("/health", serve_health),
        Route("/tong-quan", open_overview),
    ]


def serve_geometry(request: Request) -> Response:
    """Send one layer compressed as the browser can read it; its address changes whenever its shapes do, so it may be kept for ever."""
    boundary_id, layer_key = request.path_params["boundary_id"], request.path_params["layer_key"]
    layer = find_layer(boundary_id, layer_key)
    if layer is None:
        return PlainTextResponse(
            f"Không có lớp bản đồ {layer_key} · {boundary_id} / no such map layer", status_code=404
        )
    headers = {"Cache-Control": CACHE_FOREVER, "Vary": "Accept-Encoding"}
    encoding = choose_encoding(request.headers.get("accept-encoding", ""), layer.encoding)
    if encoding != PLAIN:
        headers["Content-Encoding"] = encoding
    return Response(encode_layer(layer, encoding), media_type="application/geo+json", headers=headers)


def choose_encoding(accepted: str, stored: str) -> str:
    """The encoding a layer is stored in where a browser accepts it, else ``gzip``, else ``identity``.

    Browsers accept ``br`` over HTTPS only.

    >>> choose_encoding("gzip, deflate, br", "br"), choose_encoding("gzip;q=1.0, br;q=0", "br"), choose_encoding("", "br")
    ('br', 'gzip', 'identity')
    """
    offers = (offer.replace(" ", "").partition(";q=") for offer in accepted.lower().split(","))
    readable = {name for name, _q, weight in offers if weight.strip("0.") or not weight}
    return next((encoding for encoding in (stored, GZIP) if encoding in readable), PLAIN)


def serve_health(_request: Request) -> JSONResponse:
    """Tell a supervisor that the server answers, and which release it shows; null while the first build runs."""
    return JSONResponse(
        {"status": "ok", "release": read_current_id(find_folder())}, headers={"Cache-Control": "no-store"}
    )


def open_overview(request: Request) -> RedirectResponse:
    """Lead the slug of the first page to where Streamlit keeps it, with everything the link says."""
    return RedirectResponse(str(request.url.replace(path="/")), status_code=307)


@lru_cache(maxsize=KEPT_ENCODED)
def encode_layer(layer: StoredLayer, encoding: str) -> bytes:
    """Bytes of a layer in the encoding it is stored in, in ``gzip`` or in none."""
    if encoding == layer.encoding:
        return layer.content
    return gzip.compress(layer.geojson, mtime=0) if encoding == GZIP else layer.geojson


def find_layer(boundary_id: str, layer_key: str) -> StoredLayer | None:
    """Look for a layer in the current release, then in older ones that are still kept and may be open in a link; None in neither."""
    folder = find_folder()
    current = read_current_id(folder)
    others = sorted(
        (path.stem for path in (folder / "releases").glob("*.duckdb") if path.stem != current), reverse=True
    )
    for release_id in [*([current] if current else []), *others]:
        layer = read_layer(str(folder), release_id, boundary_id, layer_key)
        if layer is not None:
            return layer
    return None


@lru_cache(maxsize=KEPT_LAYERS)
def read_layer(folder: str, release_id: str, boundary_id: str, layer_key: str) -> StoredLayer | None:
    """Read a layer from one release; a release never changes, so the answer is kept."""
    release = open_release(Path(folder), release_id)
    try:
        rows = read_geometry(release, layer_key)
    finally:
        release.connection.close()
    if rows.is_empty() or rows.item(0, "boundary_id") != boundary_id:
        return None
    return get_stored(rows)


def get_stored(rows: pl.DataFrame) -> StoredLayer:
    """The layer in a row of ``read_geometry``."""
    column = next(name for name in STORED_IN if name in rows.columns)
    return StoredLayer(rows.item(0, column), STORED_IN[column])
