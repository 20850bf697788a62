"""The map under a hand: what is clicked is shown, buttons zoom, and neither wheel nor finger is caught."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.conftest import DESKTOP, PHONE, WAIT_MS, Traffic, open_page, wait_for, wait_until_drawn

MAP = "document.querySelector('.st-key-map_frame .js-plotly-plot')._fullLayout.map._subplot.map"
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
# Colour of the shape of an area, as the screen has it: drawn features are numbered in the order of the trace.
COLOURS = f"""() => {{
    const plot = document.querySelector(".st-key-map_frame .js-plotly-plot");
    const [trace] = plot._fullData;
    const drawn = {MAP}.queryRenderedFeatures().filter((one) => one.layer.type === "fill" && one.properties.fc);
    return {{ drawn: drawn.map((one) => one.properties.fc), scale: trace.colorscale.map((step) => step[1]), z: [...trace.z] }};
}}"""


@pytest.fixture(scope="module")
def desktop(server: str, browser: Browser) -> Iterator[tuple[Page, Traffic]]:
    """The map of Hà Nội's wards at 1366 × 768, opened once for all tests of this module."""
    page = open_page(browser, viewport=DESKTOP)
    traffic = Traffic(page)
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025")
    wait_until_drawn(page, 126)
    yield page, traffic
    page.context.close()


def find_map(page: Page) -> dict[str, float]:
    box = page.locator(".st-key-map_frame .js-plotly-plot").bounding_box()
    assert box is not None
    return dict(box)


def click_ward(page: Page, area_id: str) -> None:
    """Click the middle of a ward, found by where the browser has drawn it."""
    point: dict[str, Any] = page.evaluate(
        f"""async (areaId) => {{
            const plot = document.querySelector('.st-key-map_frame .js-plotly-plot');
            const answer = await fetch(plot._fullData[0].geojson);
            const feature = (await answer.json()).features.find((one) => one.id === areaId);
            const ring = feature.geometry.coordinates[0];
            const middle = [0, 1].map((axis) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length);
            return {MAP}.project(middle);
        }}""",
        area_id,
    )
    box = find_map(page)
    page.mouse.click(box["x"] + point["x"], box["y"] + point["y"])


def test_every_ward_has_the_colour_of_its_class(desktop: tuple[Page, Traffic]) -> None:
    page, _traffic = desktop
    seen = page.evaluate(COLOURS)
    classes = {seen["scale"][2 * place] for place in seen["z"]}
    assert len(classes) >= 5
    assert len(set(seen["drawn"])) == len(classes)


def test_a_click_shows_the_card_of_the_place_without_fetching_or_redrawing_the_map(
    desktop: tuple[Page, Traffic], server: str
) -> None:
    page, traffic = desktop
    page.evaluate("document.querySelector('.st-key-map_frame .js-plotly-plot').dataset.mark = 'first'")
    fetched = len(traffic.geometry)
    click_ward(page, "00376.2025-07")
    page.wait_for_selector(".st-key-map_place .d-card", timeout=WAIT_MS)
    assert "chon=00376.2025-07" in page.url
    card = page.inner_text(".st-key-map_place")
    assert "%" in card
    assert "mô phỏng" in card
    assert "31/12/2025" in card
    assert page.evaluate("document.querySelector('.st-key-map_frame .js-plotly-plot').dataset.mark") == "first"
    assert len(traffic.geometry) == fetched
    assert traffic.hosts == {urlsplit(server).netloc}


def test_buttons_zoom_and_lead_back(desktop: tuple[Page, Traffic]) -> None:
    page, _traffic = desktop
    before = page.evaluate(f"{MAP}.getZoom()")
    page.click("button[aria-label='Phóng to']")
    wait_for(page, f"{MAP}.getZoom() > {before} + 0.7")
    page.click("button[aria-label='Xem toàn bản đồ']")
    wait_for(page, f"Math.abs({MAP}.getZoom() - {before}) < 0.01")


def test_the_wheel_scrolls_the_page(desktop: tuple[Page, Traffic]) -> None:
    page, _traffic = desktop
    box, zoom = find_map(page), page.evaluate(f"{MAP}.getZoom()")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, 200)
    wait_for(page, f"{SCROLLED} > 100")
    assert abs(page.evaluate(f"{MAP}.getZoom()") - zoom) < 0.01


def swipe(session: CDPSession, page: Page, x: float, y: float) -> None:
    """One finger up by 150 pixels."""
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        point = {"x": x, "y": y - 15 * step}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        page.wait_for_timeout(15)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_one_finger_scrolls_past_the_map_and_a_tap_chooses(server: str, browser: Browser) -> None:
    page = open_page(browser, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025")
    wait_until_drawn(page, 126)
    page.evaluate("document.querySelector('.st-key-map_frame .js-plotly-plot').scrollIntoView({block: 'center'})")
    page.wait_for_timeout(300)
    box, before = find_map(page), page.evaluate(SCROLLED)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    swipe(page.context.new_cdp_session(page), page, x, y)
    wait_for(page, f"{SCROLLED} > {before} + 60")
    page.evaluate("document.querySelector('.st-key-map_frame .js-plotly-plot').scrollIntoView({block: 'center'})")
    page.wait_for_timeout(300)
    box = find_map(page)
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".st-key-map_place .d-card", timeout=WAIT_MS)
    page.context.close()


def test_both_archipelagos_are_in_sight(server: str, visitor: Page, traffic: Traffic) -> None:
    page = visitor
    page.goto(f"{server}/ban-do?noi=VN&cap=province")
    wait_until_drawn(page, 34)
    wait_for(
        page,
        f"""() => {{
            const signs = {MAP}.queryRenderedFeatures().filter((one) => one.layer.type === "symbol");
            const texts = signs.map((one) => one.properties.text);
            return texts.includes("Hoàng Sa") && texts.includes("Trường Sa");
        }}""",
    )
    for longitude, latitude in ((111.9, 16.45), (114.2, 9.6)):
        found = page.evaluate(
            f"""([lon, lat]) => {MAP}.queryRenderedFeatures({MAP}.project([lon, lat]))
                .filter((one) => one.layer.type === "fill").length""",
            [longitude, latitude],
        )
        assert found
    assert traffic.hosts == {urlsplit(server).netloc}


MOST_BYTES = 20_000
PERIOD_SLIDER, INDICATORS = ".st-key-map_period input", ".st-key-chi_tieu input"
PLOT = "document.querySelector('.st-key-map_frame .js-plotly-plot')"
# What a map shows: the values of its figure, and the colour of each shape on the screen by its middle.
SHOWN = f"""() => {{
    const plot = {PLOT};
    const traces = plot._fullData.map((trace) => [trace.z, trace.colorscale, trace.text, trace.customdata, trace.hovertemplate, trace.lon]);
    const drawn = {MAP}.queryRenderedFeatures().filter((one) => one.layer.type === "fill" && one.properties.fc);
    const colours = Object.fromEntries(drawn.map((one) => [String(one.properties.ct), one.properties.fc]));
    return {{ traces, colours, patterns: plot._fullLayout.meta.patterns ?? {{}}, label: plot.closest(".stPlotlyChart").ariaLabel }};
}}"""


def wait_until_followed(page: Page) -> None:
    """Wait until the map shows the values the page was sent last."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=WAIT_MS)
    wait_for(
        page,
        f"""() => document.querySelector(".st-key-map_frame [data-map-state]").dataset.mapState === {PLOT}._fullLayout.meta.state
            && {MAP}.loaded()""",
    )


def take_step(page: Page, target: str, *keys: str) -> None:
    """Press keys on a widget and wait until the sentence and the map have followed."""
    title = page.inner_text("h1")
    page.focus(target)
    for key in keys:
        page.keyboard.press(key)
    wait_for(page, "(before) => document.querySelector('h1').innerText !== before", title)
    wait_until_followed(page)


@pytest.mark.parametrize(("code", "count"), [("ward", 126), ("district", 30), ("former_ward", 526)])
def test_a_step_sends_values_only_and_leads_to_the_map_a_link_opens(
    server: str, visitor: Page, traffic: Traffic, code: str, count: int
) -> None:
    page, received = visitor, []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", lambda event: received.append(measure_frame(event["response"])))
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap={code}")
    wait_until_drawn(page, count)
    traffic.wait_until_quiet()
    page.evaluate(f"{PLOT}.dataset.mark = 'first'")
    fetched = len(traffic.geometry)
    for target, *keys in (
        (PERIOD_SLIDER, "ArrowLeft"),
        (PERIOD_SLIDER, "ArrowLeft"),
        (PERIOD_SLIDER, "ArrowRight"),
        (INDICATORS, "ArrowDown", "ArrowDown", "Enter"),
    ):
        received.clear()
        take_step(page, target, *keys)
        page.wait_for_timeout(500)
        assert 0 < sum(received) < MOST_BYTES
    assert page.evaluate(f"{PLOT}.dataset.mark") == "first"
    assert len(traffic.geometry) == fetched
    assert traffic.hosts == {urlsplit(server).netloc}
    stepped, address = page.evaluate(SHOWN), page.url
    page.goto(address)
    wait_until_drawn(page, count)
    traffic.wait_until_quiet()
    assert page.evaluate(SHOWN) == stepped
    session.detach()


def test_a_step_stays_when_the_window_changes(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025")
    wait_until_drawn(page, 126)
    take_step(page, PERIOD_SLIDER, "ArrowLeft")
    before = page.evaluate(SHOWN)
    page.set_viewport_size({"width": 1200, "height": 700})
    page.wait_for_timeout(1500)
    wait_until_followed(page)
    assert page.evaluate(SHOWN)["traces"] == before["traces"]


def test_a_map_that_cannot_follow_shows_nothing_wrong(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025")
    wait_until_drawn(page, 126)
    page.evaluate("delete window.DecompressionStream")
    page.focus(PERIOD_SLIDER)
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(".d-map-failed:has-text('Hãy tải lại trang')", timeout=WAIT_MS)
    assert page.locator(".st-key-map_frame .js-plotly-plot").is_hidden()


def test_the_table_comes_when_it_is_looked_for(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025")
    wait_until_drawn(page, 126)
    assert page.locator("[data-testid=stDataFrame]").count() == 0
    page.locator(".st-key-table_wanted").scroll_into_view_if_needed()
    page.wait_for_selector("[data-testid=stDataFrame]", timeout=WAIT_MS)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    take_step(page, PERIOD_SLIDER, "ArrowLeft")
    page.wait_for_selector(".st-key-table_wanted button:has-text('6 tháng đầu năm 2025')", timeout=WAIT_MS)
    page.locator(".st-key-table_wanted").scroll_into_view_if_needed()
    page.wait_for_selector("[data-testid=stDataFrame]", timeout=WAIT_MS)
    assert page.locator(".st-key-table_wanted").count() == 0


def measure_frame(response: dict[str, Any]) -> int:
    """Bytes of a websocket message; binary ones are handed over in base 64."""
    payload = response["payloadData"]
    return len(base64.b64decode(payload)) if response["opcode"] == 2 else len(payload.encode())


def test_the_way_in_and_back_is_followed_without_loading_the_page(server: str, visitor: Page, traffic: Traffic) -> None:
    page = visitor
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap=district&ky=2024&chon=002.before-2025-07")
    wait_until_drawn(page, 30)
    page.evaluate("window.mark = 'first'")
    page.click("a.d-button")
    page.wait_for_selector(".d-trail b:has-text('Quận Hoàn Kiếm (cũ)')", timeout=WAIT_MS)
    wait_until_drawn(page, 18)
    page.go_back()
    page.wait_for_selector(".d-trail b:text-is('Hà Nội')", timeout=WAIT_MS)
    wait_until_drawn(page, 30)
    assert "chon=002.before-2025-07" in page.url
    page.click(".d-trail a:has-text('Việt Nam')")
    page.wait_for_selector(".d-trail b:has-text('Việt Nam')", timeout=WAIT_MS)
    page.go_back()
    page.wait_for_selector(".d-trail b:text-is('Hà Nội')", timeout=WAIT_MS)
    assert page.evaluate("window.mark") == "first"
    assert traffic.hosts == {urlsplit(server).netloc}


def test_missing_and_estimated_areas_carry_patterns(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap=district&ky=2026-Q3")
    wait_until_drawn(page, 30)
    wait_for(
        page,
        f"""() => {{
            const drawn = {MAP}.queryRenderedFeatures().filter((one) => one.layer.id.startsWith("dich-pattern-"));
            const images = new Set(drawn.map((one) => JSON.stringify(one.layer.paint["fill-pattern"])));
            return [...images].some((one) => one.includes("diagonal")) && [...images].some((one) => one.includes("estimate"));
        }}""",
    )
    order = page.evaluate(f"{MAP}.getStyle().layers.map((one) => one.id)")
    patterns = [place for place, layer in enumerate(order) if layer.startswith("dich-pattern-")]
    words = [place for place, layer in enumerate(order) if layer.endswith("-symbol")]
    assert patterns
    assert max(patterns) < min(words)


@pytest.mark.parametrize(("kind", "drawn"), [("o_vuong", ".d-tiles a"), ("cot", "canvas#deckgl-overlay")])
def test_tiles_and_columns_ask_nobody_else(server: str, visitor: Page, traffic: Traffic, kind: str, drawn: str) -> None:
    page = visitor
    page.goto(f"{server}/ban-do?noi=VN&cap=province&kieu={kind}")
    page.wait_for_selector(drawn, timeout=WAIT_MS)
    traffic.wait_until_quiet()
    assert traffic.hosts == {urlsplit(server).netloc}


def test_a_tile_chooses_its_place(server: str, visitor: Page) -> None:
    page = visitor
    page.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025&kieu=o_vuong")
    page.wait_for_selector(".d-tiles a", timeout=WAIT_MS)
    page.evaluate("window.mark = 'first'")
    page.click(".d-tiles a[href*='00376.2025-07']")
    page.wait_for_selector(".st-key-map_place .d-card", timeout=WAIT_MS)
    assert "chon=00376.2025-07" in page.url
    assert "kieu=o_vuong" in page.url
    assert page.evaluate("window.mark") == "first"
