"""Read-only HTTP service for programs: ``/api/v1/…``, JSON or CSV, page by page, the same numbers as the screens.

Every answer belongs to one release and carries its id as ETag; the link to the next page names the release, so a reader who follows it
gets every row once, also while a new release is published.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import polars as pl
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from reports.cell_texts import neutralise
from ui.answers import find_release
from ui.api_document import write_document
from ui.api_page import write_page
from ui.api_resources import (
    CURSOR,
    OF_RELEASE,
    RELEASE,
    RESOURCES,
    ApiError,
    ApiQuery,
    ApiResource,
    read_query,
    say_in_both,
    write_cursor,
)
from warehouse.errors import ReleaseError
from warehouse.page_queries import FIRST, RowPage, read_page
from warehouse.publish import find_folder, read_current_id
from warehouse.queries import Release
from wording.language import LANGUAGES, N_, use_language

BASE = "/api/v1"
LONGEST_QUERY = 2_000
CSV_TYPE = "text/csv; charset=utf-8"
PROBLEM_TYPE = "application/problem+json"
Serve = Callable[[Request], Response]


def build_api_routes() -> list[BaseRoute]:
    """Routes that ``app.py`` adds; everything else under ``/api`` is told not to be there."""
    return [
        Route("/api", lead_to_page),
        Route("/api/", lead_to_page),
        Route(BASE, lead_to_page),
        Route(f"{BASE}/", guard(serve_page)),
        Route(f"{BASE}/openapi.json", guard(serve_document)),
        Route(f"{BASE}/release", guard(serve_release)),
        *(Route(f"{BASE}/{name}", guard(serve_rows)) for name in RESOURCES),
        Route("/api/{rest:path}", guard(serve_nothing)),
    ]


def guard(serve: Serve) -> Callable[[Request], Awaitable[Response]]:
    """Answer in a thread, and tell what is wrong with a request as a problem in both languages."""

    def answer(request: Request) -> Response:
        try:
            if len(request.url.query) > LONGEST_QUERY:
                raise ApiError(400, N_("The address is too long."), N_("Use fewer or shorter parameters."))
            return serve(request)
        except ApiError as error:
            return write_problem(error)

    async def run(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    return run


def write_problem(error: ApiError) -> Response:
    """What is wrong, where, and what to do (RFC 9457)."""
    title, remedy = say_in_both(error.title, **error.values), say_in_both(error.remedy, **error.values)
    body = {
        "type": "about:blank", "title": title["en"], "status": error.status, "detail": f"{title['en']} {remedy['en']}",
        "detail_vi": f"{title['vi']} {remedy['vi']}", **({"parameter": error.parameter} if error.parameter else {}),
    }  # fmt: skip
    return JSONResponse(body, error.status, {"Cache-Control": "no-store"}, media_type=PROBLEM_TYPE)


def find_open_release(asked: str | None) -> Release:
    """The release asked for, else the current one.

    Raises
    ------
    ApiError
        404 when it is not kept; 503 when nothing was ever published.
    """
    folder = find_folder()
    wanted = asked or read_current_id(folder)
    if wanted is None:
        title = N_("Nothing was published yet.")
        raise ApiError(503, title, N_("Try again in a minute, when the first release is ready."))
    try:
        return find_release(folder, wanted)
    except ReleaseError as error:
        remedy = N_("Leave “release” out for the current one.")
        raise ApiError(404, N_("There is no release {release}."), remedy, RELEASE.name, release=wanted) from error


def serve_release(request: Request) -> Response:
    """What the release says of itself."""
    query = read_query(request.query_params.multi_items(), OF_RELEASE)
    release = find_open_release(query.release_id)
    row = release.query("release_info")
    return send(request, query, release, lambda: RowPage(row, 1, None))


def serve_rows(request: Request) -> Response:
    """One page of a resource."""
    resource: ApiResource = RESOURCES[request.url.path.rsplit("/", 1)[-1]]
    query = read_query(request.query_params.multi_items(), resource.parameters)
    release = find_open_release(query.release_id)
    return send(
        request, query, release,
        lambda: read_page(release, resource.statement, query.after, query.limit, **query.filters),
    )  # fmt: skip


def send(request: Request, query: ApiQuery, release: Release, read: Callable[[], RowPage]) -> Response:
    """The page as asked for, or 304 when the reader has it already."""
    wanted = query.wanted_format or choose_format(request.headers.get("accept", ""))
    tag = write_tag(release.release_id, str(request.url.path), str(sorted(request.query_params.multi_items())), wanted)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept", "X-Content-Type-Options": "nosniff"}
    if has_it(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    page = read()
    following = write_next(request, release.release_id, page.next_after)
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if wanted == "csv":
        headers |= {"X-Total-Count": str(page.total_count), "X-Release": release.release_id}
        headers["Content-Disposition"] = f'inline; filename="{request.url.path.rsplit("/", 1)[-1]}.csv"'
        return Response(write_csv(page.rows), media_type=CSV_TYPE, headers=headers)
    return Response(write_json(page, release, following), media_type="application/json", headers=headers)


def choose_format(accepted: str) -> str:
    """CSV where a reader accepts it and not JSON before it.

    >>> choose_format("text/csv"), choose_format("application/json, text/csv"), choose_format("*/*")
    ('csv', 'json', 'json')
    """
    offers = [offer.split(";")[0].strip().lower() for offer in accepted.split(",")]
    return next(
        ("csv" if offer == "text/csv" else "json" for offer in offers if offer in ("text/csv", "application/json")),
        "json",
    )


def write_tag(*parts: str) -> str:
    """ETag of an answer: the release, and what was asked of it. Weak, because it may be sent compressed."""
    return f'W/"{parts[0]}.{hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]}"'


def has_it(header: str, tag: str) -> bool:
    """Whether ``If-None-Match`` names an answer.

    >>> has_it('W/"b", "a"', 'W/"a"'), has_it("*", 'W/"a"'), has_it("", 'W/"a"')
    (True, True, False)
    """
    names = {name.strip().removeprefix("W/") for name in header.split(",")}
    return "*" in names or tag.removeprefix("W/") in names


def write_next(request: Request, release_id: str, after: int | None) -> str | None:
    """Address of the next page on the same release; null on the last page."""
    if after is None:
        return None
    kept = {name: value for name, value in request.query_params.items() if name not in (CURSOR.name, RELEASE.name)}
    asked = {**kept, RELEASE.name: release_id, CURSOR.name: write_cursor(after)}
    return f"{request.scope.get('root_path', '')}{request.url.path}?{urlencode(asked)}"


def write_json(page: RowPage, release: Release, following: str | None) -> bytes:
    """The rows with the release they are of."""
    info = release.info
    head = {
        "release": {
            "release_id": info.release_id, "data_as_of": info.data_as_of.isoformat(), "latest_period": info.latest_period,
            "has_simulated": info.has_simulated,
        },
        "total_count": page.total_count, "row_count": page.rows.height, "next": following,
    }  # fmt: skip
    content = io.BytesIO()
    content.write(json.dumps(head, ensure_ascii=False).encode().removesuffix(b"}") + b', "rows": ')
    page.rows.write_json(content)
    content.write(b"}")
    return content.getvalue()


def write_csv(rows: pl.DataFrame) -> bytes:
    """The rows as UTF-8 with a byte-order mark; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    content = io.BytesIO()
    neutralise(rows).write_csv(content, include_bom=True)
    return content.getvalue()


def serve_document(_request: Request) -> Response:
    """The OpenAPI description."""
    columns = {one.name: read_columns(one) for one in RESOURCES.values()}
    return JSONResponse(write_document(columns), headers={"Cache-Control": "no-cache"})


def read_columns(resource: ApiResource) -> pl.Schema:
    """Columns of a resource in the current release; none when nothing was published."""
    current = read_current_id(find_folder())
    if current is None:
        return pl.Schema()
    filters = dict.fromkeys(one.name for one in resource.filters)
    return read_page(find_open_release(None), resource.statement, FIRST, 1, **filters).rows.schema


def serve_page(request: Request) -> Response:
    """The description for people, in the language asked for by ``lang``, else by the browser."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")[:2]
    use_language(asked if asked in LANGUAGES else "vi")
    return HTMLResponse(write_page(read_current_id(find_folder())), headers={"Cache-Control": "no-cache"})


def lead_to_page(request: Request) -> RedirectResponse:
    """Lead to the description."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}{BASE}/", status_code=307)


def serve_nothing(_request: Request) -> Response:
    """Anything else."""
    names = ", ".join(["release", *RESOURCES])
    raise ApiError(404, N_("There is no such resource."), N_("Use one of: {names}."), names=names)
