"""The service for programs: every row once, CSV says what JSON says, counts are those of SQL, requests out of order are told why."""

from __future__ import annotations

import csv
import gc
import io
import weakref
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages import PAGES
from ui.answers import find_release
from ui.api import build_api_routes, find_open_release, write_csv
from ui.api_resources import LARGEST_LIMIT, RESOURCES
from ui.wrong_link import WrongLinkMiddleware
from warehouse.page_queries import FIRST, read_page
from warehouse.publish import find_folder, read_current_id
from warehouse.queries import open_release

Rows = list[dict[str, Any]]
INDICATOR = "learning_family_rate"
CITY = "01.2025-07"


@pytest.fixture
def client(demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("DICH_WAREHOUSE", str(demonstration_folder))
    app = WrongLinkMiddleware(Starlette(routes=build_api_routes()), known={*(page.url_path for page in PAGES), "api"})
    return TestClient(app, follow_redirects=False)


def read_all(client: TestClient, address: str) -> Rows:
    """Every row, page after page."""
    rows: Rows = []
    following: str | None = address
    while following:
        page = client.get(following).json()
        assert page["row_count"] == len(page["rows"])
        rows += page["rows"]
        following = page["next"]
    return rows


@pytest.mark.parametrize("name", RESOURCES)
def test_following_next_gives_every_row_once(
    client: TestClient, released: duckdb.DuckDBPyConnection, name: str
) -> None:
    narrow = {"attainment": f"area={CITY}", "provenance": f"area={CITY}", "areas": "level=province"}.get(name, "")
    condition = {
        "attainment": f"where area_id = '{CITY}'",
        "provenance": f"where area_id = '{CITY}'",
        "areas": "where level = 'province'",
    }
    rows = read_all(client, f"/api/v1/{name}?limit=37&{narrow}".rstrip("&"))
    expected = released.execute(f"select count(*) from {RESOURCES[name].table} {condition.get(name, '')}").fetchone()
    assert expected is not None
    assert len(rows) == expected[0] > 0
    if name == "attainment":
        keys = [
            tuple(
                row[key] for key in ("area_id", "indicator_id", "territory", "period", "group_id", "basis", "target_id")
            )
            for row in rows
        ]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        (
            f"indicator={INDICATOR}&territory=as_reported&period=2025",
            f"indicator_id = '{INDICATOR}' and territory = 'as_reported' and period = '2025'",
        ),
        ("status=suppressed", "status = 'suppressed'"),
        ("group=total&target_year=2030&basis=total", "group_id is null and target_year = 2030 and basis = 'total'"),
        ("group=farmers", "group_id = 'farmers'"),
        (f"parent={CITY}&level=ward", f"area_id in (select area_id from dim_area where province_area_id = '{CITY}' and level = 'ward')"),
        ("area=nowhere", "false"),
    ],
)  # fmt: skip
def test_filters_count_what_sql_counts(
    client: TestClient, released: duckdb.DuckDBPyConnection, query: str, condition: str
) -> None:
    expected = released.execute(f"select count(*) from mart_attainment where {condition}").fetchone()
    assert expected is not None
    assert client.get(f"/api/v1/attainment?limit=1&{query}").json()["total_count"] == expected[0]


def test_numbers_are_those_of_the_release_with_all_they_stand_on(
    client: TestClient, released: duckdb.DuckDBPyConnection
) -> None:
    rows = read_all(client, f"/api/v1/attainment?area={CITY}&indicator={INDICATOR}&limit=1000")
    assert {
        "basis",
        "period_end",
        "as_of",
        "completeness",
        "is_simulated",
        "source_id",
        "status",
        "numerator",
        "denominator",
    } <= set(rows[0])
    found = sum(row["numerator"] or 0 for row in rows)
    expected = released.execute(
        f"select sum(numerator) from mart_attainment where area_id = '{CITY}' and indicator_id = '{INDICATOR}'"
    ).fetchone()
    assert expected is not None
    assert found == pytest.approx(expected[0])
    assert {row["nature_vi"] for row in rows if row["is_simulated"]} == {"mô phỏng"}


def test_a_hidden_row_has_no_number(client: TestClient) -> None:
    rows = client.get("/api/v1/attainment?status=suppressed&limit=1000").json()["rows"]
    assert rows
    numbers = ("numerator", "denominator", "value", "lo", "hi", "gap_count", "attainment", "silent_denominator")
    assert not [row for row in rows if any(row[name] is not None for name in numbers)]


def test_nobody_is_named_by_the_service(client: TestClient) -> None:
    row = client.get("/api/v1/provenance?limit=1").json()["rows"][0]
    assert not {"loaded_by", "findings_vi", "findings_en"} & set(row)


@pytest.mark.parametrize("name", RESOURCES)
def test_csv_says_what_json_says(client: TestClient, name: str) -> None:
    address = f"/api/v1/{name}?limit=50"
    plain, table = client.get(address).json(), client.get(address, headers={"accept": "text/csv"})
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    read = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [list(row) for row in read] == [list(row) for row in plain["rows"]]
    for one, other in zip(read, plain["rows"], strict=True):
        for key, value in other.items():
            if value is None:
                assert one[key] == ""
            elif isinstance(value, float):
                assert float(one[key]) == value
            elif isinstance(value, str) and value[:1] not in "=+-@":
                assert one[key].replace("T", " ").startswith(value.replace("T", " ")) or one[key] == value
    assert (
        table.headers["link"].split(";")[0].strip("<>").replace("&format=csv", "") == plain["next"]
        if plain["next"]
        else True
    )
    assert table.headers["x-total-count"] == str(plain["total_count"])


def test_texts_like_formulas_are_put_out_of_action() -> None:
    rows = pl.DataFrame({"a": ["=1+1", "+84", "-x", "@y", "\tz", "plain", None], "n": [-1, 2, 3, 4, 5, 6, 7]})
    lines = write_csv(rows).decode("utf-8-sig").splitlines()
    assert [line.rsplit(",", 1)[0] for line in lines[1:5]] == ["'=1+1", "'+84", "'-x", "'@y"]
    assert lines[1].endswith(",-1")
    assert lines[6] == "plain,6"


def test_what_a_reader_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/areas?limit=3")
    again = client.get("/api/v1/areas?limit=3", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = client.get("/api/v1/areas?limit=4", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200
    as_csv = client.get("/api/v1/areas?limit=3&format=csv", headers={"if-none-match": first.headers["etag"]})
    assert as_csv.status_code == 200


def test_the_tag_changes_with_the_release(
    client: TestClient, only_real_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get("/api/v1/areas?limit=3").headers["etag"]
    monkeypatch.setenv("DICH_WAREHOUSE", str(only_real_folder))
    assert client.get("/api/v1/areas?limit=3", headers={"if-none-match": before}).status_code == 200


def test_the_service_opens_no_release_twice_and_keeps_none_open(client: TestClient, only_real_folder: Path) -> None:
    assert find_open_release(None) is find_release(find_folder(), None)
    release = open_release(only_real_folder)
    followed = weakref.ref(release)
    assert read_page(release, "page_indicators", FIRST, 1, indicator=None).total_count > 1
    del release
    gc.collect()
    assert followed() is None


def test_a_kept_release_can_be_named_and_next_names_it(client: TestClient, demonstration_folder: Path) -> None:
    current = read_current_id(demonstration_folder)
    page = client.get(f"/api/v1/areas?release={current}&limit=1").json()
    assert page["release"]["release_id"] == current
    assert f"release={current}" in client.get("/api/v1/areas?limit=1").json()["next"]


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/api/v1/areas?levl=ward", 400, "levl"),
        ("/api/v1/areas?level=village", 400, "level"),
        ("/api/v1/areas?level=ward&level=ward", 400, "level"),
        ("/api/v1/areas?limit=0", 400, "limit"),
        ("/api/v1/release?limit=5", 400, "limit"),
        ("/api/v1/release?cursor=r5", 400, "cursor"),
        ("/api/v1/release?area=VN", 400, "area"),
        (f"/api/v1/areas?limit={LARGEST_LIMIT + 1}", 400, "limit"),
        ("/api/v1/areas?limit=ten", 400, "limit"),
        ("/api/v1/areas?limit=%D9%A3", 400, "limit"),
        ("/api/v1/areas?cursor=zzz", 400, "cursor"),
        ("/api/v1/areas?area='%20or%201=1--", 400, "area"),
        ("/api/v1/attainment?target_year=25", 400, "target_year"),
        ("/api/v1/areas?format=xml", 400, "format"),
        ("/api/v1/areas?release=20200101T000000Z-gone", 404, "release"),
        ("/api/v1/areas?release=..", 404, "release"),
        ("/api/v1/nothing", 404, None),
        ("/api/v2/areas", 404, None),
        ("/api/v1/areas?area=" + "x" * 3000, 400, None),
    ],
)
def test_a_request_out_of_order_is_told_so_in_both_languages(
    client: TestClient, address: str, status: int, parameter: str | None
) -> None:
    answer = client.get(address)
    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem.get("parameter") == parameter
    assert problem["detail"] != problem["detail_vi"]


def test_without_a_release_the_service_says_so(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DICH_WAREHOUSE", str(tmp_path))
    assert client.get("/api/v1/areas").status_code == 503
    assert client.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"
    assert client.get("/api/v1/").status_code == 200


def test_only_reading_is_served(client: TestClient) -> None:
    for call in (client.post, client.put, client.delete, client.patch):
        assert call("/api/v1/areas").status_code == 405
    assert (
        "access-control-allow-origin"
        not in client.get("/api/v1/areas?limit=1", headers={"origin": "https://example.org"}).headers
    )


def test_the_description_is_true(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert set(document["paths"]) == {"/release", *(f"/{name}" for name in RESOURCES)}
    for path, methods in document["paths"].items():
        asked = {one["name"] for one in methods["get"]["parameters"]}
        assert asked >= {"release", "format"}
        row = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["rows"]["items"]
        found = client.get(f"/api/v1{path}" + ("?limit=1" if path != "/release" else "")).json()["rows"][0]
        assert not row or list(row["properties"]) == list(found)


@pytest.mark.parametrize(("language", "words"), [("vi", "Số liệu cho phần mềm"), ("en", "Figures for programs")])
def test_people_can_read_the_description(client: TestClient, language: str, words: str) -> None:
    html = client.get("/api/v1/", headers={"accept-language": language, "accept": "text/html"}).text
    assert f"<h1>{words}</h1>" in html
    assert f"lang='{language}'" in html
    assert "http://…" in html
    assert not [part for part in ("cdn.", "googleapis", "unpkg") if part in html]


def test_the_short_address_leads_to_the_description(client: TestClient) -> None:
    for address in ("/api", "/api/", "/api/v1"):
        answer = client.get(address, headers={"accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (307, "/api/v1/")
