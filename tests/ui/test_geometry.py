"""The shapes of the maps over HTTP: compressed, kept for ever, and never anything but a layer of a kept release."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui.geometry import CACHE_FOREVER, StoredLayer, build_routes, choose_encoding, encode_layer, get_stored
from warehouse.publish import read_current_id
from warehouse.queries import list_geometry, open_release, read_geometry


@pytest.fixture
def client(demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("DICH_WAREHOUSE", str(demonstration_folder))
    return TestClient(Starlette(routes=build_routes()), follow_redirects=False)


def find_address(folder: Path, layer_key: str) -> str:
    layers = list_geometry(open_release(folder))
    boundary_id = dict(layers.select("layer_key", "boundary_id").iter_rows())[layer_key]
    return f"/geometry/{boundary_id}/{layer_key}.geojson"


def test_a_layer_is_sent_compressed_and_kept_for_ever(client: TestClient, demonstration_folder: Path) -> None:
    answer = client.get(find_address(demonstration_folder, "01_2025-07_ward"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == CACHE_FOREVER
    assert answer.headers["content-encoding"] in ("br", "gzip")
    assert answer.headers["vary"] == "Accept-Encoding"
    features = answer.json()["features"]
    assert len(features) == 126
    assert {feature["id"].split(".")[1] for feature in features} == {"2025-07"}


def test_over_plain_http_a_browser_accepts_gzip_only_and_gets_it(
    client: TestClient, demonstration_folder: Path
) -> None:
    address = find_address(demonstration_folder, "01_2025-07_ward")
    answer = client.get(address, headers={"accept-encoding": "gzip, deflate"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == client.get(address, headers={"accept-encoding": "identity"}).content


def test_a_browser_without_either_gets_it_plain(client: TestClient, demonstration_folder: Path) -> None:
    answer = client.get(
        find_address(demonstration_folder, "01_before-2025-07_district"), headers={"accept-encoding": "identity"}
    )
    assert "content-encoding" not in answer.headers
    assert len(json.loads(answer.content)["features"]) == 30


@pytest.mark.parametrize("address", ["/geometry/0000/01_2025-07_ward.geojson", "/geometry/..%2f..%2fstore/x.geojson"])
def test_anything_else_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_old_boundary_id_does_not_open_a_new_layer(client: TestClient, demonstration_folder: Path) -> None:
    address = find_address(demonstration_folder, "01_2025-07_ward").replace("01_2025-07_ward", "79_2025-07_ward")
    assert client.get(address).status_code == 404


def test_health_names_the_release(client: TestClient, demonstration_folder: Path) -> None:
    assert client.get("/health").json() == {"status": "ok", "release": read_current_id(demonstration_folder)}


def test_the_slug_of_the_overview_keeps_its_link(client: TestClient) -> None:
    answer = client.get("/tong-quan?noi=14.2025-07&lang=en")
    assert answer.status_code == 307
    assert answer.headers["location"].endswith("/?noi=14.2025-07&lang=en")


GEOJSON = b'{"type":"FeatureCollection","features":[]}'


@pytest.mark.parametrize(
    ("stored", "accepted", "sent"),
    [
        ("br", "gzip, deflate, br, zstd", "br"),
        ("br", "gzip, deflate", "gzip"),
        ("br", "br;q=0, gzip;q=0.5", "gzip"),
        ("br", "", "identity"),
        ("gzip", "gzip, deflate, br, zstd", "gzip"),
        ("gzip", "br", "identity"),
    ],
)
def test_a_layer_is_sent_as_stored_where_the_browser_reads_that(stored: str, accepted: str, sent: str) -> None:
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
    content = brotli.compress(GEOJSON) if stored == "br" else gzip.compress(GEOJSON)
    layer = StoredLayer(content, stored)
    assert choose_encoding(accepted, stored) == sent
    assert decode[sent](encode_layer(layer, sent)) == GEOJSON
    assert (encode_layer(layer, sent) is content) == (sent == stored)


def test_every_kept_layer_is_smaller_than_gzip_would_make_it(demonstration_folder: Path) -> None:
    rows = read_geometry(open_release(demonstration_folder), "01_2025-07_ward")
    layer = get_stored(rows)
    assert len(layer.content) <= len(gzip.compress(layer.geojson, mtime=0))
    assert rows.item(0, "boundary_id") == hashlib.sha256(layer.geojson).hexdigest()[:16]
