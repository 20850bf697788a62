"""Assets are asked for and compressed once; whatever may change is asked for every time."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.assets import KeptAssets
from ui.geometry import CACHE_FOREVER

SCRIPT = "export const one = 1;\n" * 400


class Origin:
    """An application that counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, request: Request) -> PlainTextResponse:
        self.asked.append(request.url.path)
        name = request.path_params["name"]
        headers = {"Cache-Control": CACHE_FOREVER} if name != "index.html" else {"Cache-Control": "no-cache"}
        return PlainTextResponse(SCRIPT + name, status_code=404 if name == "missing.js" else 200, headers=headers)


def build_client(origin: Origin, limit: int = 1_000_000) -> TestClient:
    layers = [Middleware(KeptAssets, limit=limit), Middleware(GZipMiddleware, minimum_size=1024)]
    return TestClient(Starlette(routes=[Route("/static/{name}", origin.answer)], middleware=layers))


@pytest.mark.parametrize("accepted", ["gzip, deflate", "identity"])
def test_an_asset_is_answered_from_memory_as_it_was_answered_first(accepted: str) -> None:
    origin = Origin()
    client = build_client(origin)
    answers = [client.get("/static/a.js", headers={"accept-encoding": accepted}) for _turn in range(3)]
    assert origin.asked == ["/static/a.js"]
    assert {answer.text for answer in answers} == {SCRIPT + "a.js"}
    assert {answer.headers.get("content-encoding") for answer in answers} == {"gzip" if "gzip" in accepted else None}
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_who_cannot_unpack_is_never_given_what_was_packed_for_another() -> None:
    client = build_client(Origin())
    packed = client.get("/static/a.js", headers={"accept-encoding": "gzip"})
    plain = client.get("/static/a.js", headers={"accept-encoding": ""})
    assert int(packed.headers["content-length"]) < len(gzip.compress(SCRIPT.encode())) + 200
    assert "content-encoding" not in plain.headers
    assert plain.text == packed.text


@pytest.mark.parametrize("name", ["index.html", "missing.js"])
def test_what_may_change_is_not_kept(name: str) -> None:
    origin = Origin()
    client = build_client(origin)
    for _turn in range(2):
        client.get(f"/static/{name}")
    assert len(origin.asked) == 2


def test_a_part_of_an_asset_comes_from_the_application() -> None:
    origin = Origin()
    client = build_client(origin)
    client.get("/static/a.js")
    client.get("/static/a.js", headers={"range": "bytes=0-9"})
    assert len(origin.asked) == 2


def test_what_was_not_asked_for_the_longest_is_dropped_first() -> None:
    origin = Origin()
    client = build_client(origin, limit=2 * len(SCRIPT) + 100)
    plain = {"accept-encoding": ""}
    for name in ("a.js", "b.js", "a.js", "c.js", "a.js", "b.js"):
        client.get(f"/static/{name}", headers=plain)
    assert origin.asked == ["/static/a.js", "/static/b.js", "/static/c.js", "/static/b.js"]
