"""The shapes of the maps over HTTP: compressed, kept for ever, and never anything but a layer of a kept release."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui.geometry import CACHE_FOREVER, build_routes
from warehouse.publish import read_current_id
from warehouse.queries import list_geometry, open_release


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
    assert answer.headers["content-encoding"] == "gzip"
    features = answer.json()["features"]
    assert len(features) == 126
    assert {feature["id"].split(".")[1] for feature in features} == {"2025-07"}


def test_a_browser_without_gzip_gets_it_plain(client: TestClient, demonstration_folder: Path) -> None:
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


def test_compressed_bytes_are_the_same_every_time(demonstration_folder: Path) -> None:
    release = open_release(demonstration_folder)
    blob = release.connection.execute("select geojson_gz from geometry_layer limit 1").fetchall()[0][0]
    assert gzip.compress(gzip.decompress(blob), mtime=0) == blob
